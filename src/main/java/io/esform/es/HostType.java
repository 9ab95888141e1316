package io.esform.es;

import io.esform.diag.Diagnostic;
import io.esform.diag.Diagnostics;
import io.esform.es.Platform.Abilities;
import io.esform.es.Platform.HostSpecification;
import io.esform.es.Platform.HostState;
import io.esform.es.Platform.KnownHost;
import io.esform.es.Platform.PlatformException;
import io.esform.es.RenderedFiles.ChangedFile;
import io.esform.provider.Arguments;
import io.esform.provider.Connection;
import io.esform.provider.DataHolder;
import io.esform.provider.Faults;
import io.esform.provider.PartlyReadable;
import io.esform.provider.Recoverable;
import io.esform.provider.RendersFiles;
import io.esform.provider.ResourceType;
import io.esform.provider.Restorable;
import io.esform.provider.UpgradesState;
import io.esform.schema.Schema;
import io.esform.value.Value;
import io.esform.value.Value.ObjectValue;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// A portable type whose objects are hosts.
final class HostType
    implements ResourceType,
        Recoverable,
        PartlyReadable,
        Restorable,
        DataHolder,
        RendersFiles,
        UpgradesState {

  private final HostKind kind;
  private final Function<Connection, Platform> platforms;
  private final Abilities abilities;
  private final InputFiles inputFiles;

  HostType(
      HostKind kind,
      Function<Connection, Platform> platforms,
      Abilities abilities,
      InputFiles inputFiles) {
    this.kind = kind;
    this.platforms = platforms;
    this.abilities = abilities;
    this.inputFiles = inputFiles;
  }

  @Override
  public Schema schema() {
    return kind.schema();
  }

  @Override
  public boolean rollsOut() {
    return kind.rollsOut();
  }

  @Override
  public List<AttributeDiagnostic> validate(ObjectValue configuration) {
    var host = Arguments.of(configuration);
    var faults = new Faults();
    var rules = new Rules(faults);
    new HostRules(host, rules, faults).check();
    if (!abilities.publishing() && !host.blocks(HostSchema.PUBLISH).isEmpty()) {
      faults.add(
          host.at(HostSchema.PUBLISH),
          "Ports cannot be published",
          "Hosts of this provider cannot publish ports on this machine. Control access to them with"
              + " security groups.");
    }
    kind.check(host, rules, faults);
    HostMemory.check(kind, host, abilities.sizes(), faults);
    kind.inputs(host).forEach(input -> input.unreachable(abilities).ifPresent(faults::add));
    return faults.toList();
  }

  /// Missing files of this machine: unchanged hosts do not need them.
  @Override
  public List<AttributeDiagnostic> doubts(ObjectValue configuration) {
    return kind.inputs(Arguments.of(configuration)).stream()
        .flatMap(input -> input.missing(inputFiles).stream())
        .toList();
  }

  @Override
  public PlanResponse plan(PlanRequest request) {
    return new HostPlanner(kind, abilities, inputFiles, request).plan();
  }

  @Override
  public ApplyResponse create(Connection connection, CreateRequest request) {
    var host = new PlannedHost(kind, abilities, request.address(), request.planned());
    Diagnostics faults = faults(host, request.address());
    if (faults.hasErrors()) {
      return new ApplyResponse(null, faults);
    }
    HostSpecification specification =
        host.specification(inputFiles, request.progress().readyTimeout());
    try {
      HostState state =
          platforms
              .apply(connection)
              .hosts()
              .create(specification, request.token(), request.progress());
      return ApplyResponse.of(host.applied(state.id(), true));
    } catch (PlatformException failure) {
      ObjectValue left = failure.id() == null ? null : host.applied(failure.id(), false);
      return new ApplyResponse(
          left, Diagnostics.of(addressed(failure, request.address())), failure.isUnfinished());
    }
  }

  @Override
  public FindResponse find(Connection connection, FindRequest request) {
    try {
      return FindResponse.of(
          platforms.apply(connection).hosts().find(request.token()).orElse(null));
    } catch (PlatformException failure) {
      return FindResponse.failed(Diagnostics.of(addressed(failure, request.address())));
    }
  }

  @Override
  public ApplyResponse update(Connection connection, UpdateRequest request) {
    var host = new PlannedHost(kind, abilities, request.address(), request.planned());
    String id = Arguments.of(request.prior()).requiredText(HostSchema.ID);
    boolean isBooted =
        HostReports.generation(request.prior()) != HostReports.generation(request.planned());
    Diagnostics faults = isBooted ? faults(host, request.address()) : Diagnostics.none();
    if (faults.hasErrors()) {
      return new ApplyResponse(request.prior(), faults);
    }
    Platform.Hosts hosts = platforms.apply(connection).hosts();
    try {
      if (isBooted) {
        hosts.update(
            id,
            host.specification(inputFiles, request.progress().readyTimeout()),
            request.progress());
        return ApplyResponse.of(host.applied(id, true));
      }
      hosts.adjust(id, host.placement(), request.progress());
      return ApplyResponse.of(host.adjusted(request.prior()));
    } catch (PlatformException failure) {
      ObjectValue left = failure.id() == null ? request.prior() : host.applied(id, false);
      return failed(failure, left, request.address());
    }
  }

  /// Files may have changed since the plan.
  private Diagnostics faults(PlannedHost host, String address) {
    return new Diagnostics(
        host.inputs().stream()
            .flatMap(input -> input.fault(inputFiles, abilities).stream())
            .map(fault -> Diagnostic.error(fault.summary(), fault.detail()).withAddress(address))
            .toList());
  }

  @Override
  public Diagnostics delete(Connection connection, DeleteRequest request) {
    try {
      platforms
          .apply(connection)
          .hosts()
          .delete(known(request.address(), request.prior()), request.progress());
      return Diagnostics.none();
    } catch (PlatformException failure) {
      return Diagnostics.of(addressed(failure, request.address()));
    }
  }

  @Override
  public Optional<AttributeDiagnostic> refusesDeletion(ObjectValue prior) {
    return DeletionProtection.refusal(prior);
  }

  @Override
  public List<AttributeDiagnostic> warnings(
      @Nullable ObjectValue prior, ObjectValue planned, Instant now) {
    return kind.warnings(Arguments.of(planned), now);
  }

  @Override
  public List<AttributeDiagnostic> faults(ObjectValue planned, Instant now) {
    return kind.faults(Arguments.of(planned), now);
  }

  @Override
  public List<ReadResponse> read(Connection connection, List<ReadRequest> requests) {
    var known =
        requests.stream().map(request -> known(request.address(), request.prior())).toList();
    try {
      List<@Nullable HostState> states = platforms.apply(connection).hosts().read(known);
      var responses = new ArrayList<ReadResponse>();
      for (int index = 0; index < requests.size(); index++) {
        HostState state = states.get(index);
        ObjectValue prior = requests.get(index).prior();
        responses.add(
            state == null
                ? ReadResponse.of(null)
                : new ReadResponse(seen(prior, state), new Diagnostics(state.warnings())));
      }
      return List.copyOf(responses);
    } catch (PlatformException failure) {
      return requests.stream()
          .map(request ->
              new ReadResponse(
                  request.prior(), Diagnostics.of(addressed(failure, request.address()))))
          .toList();
    }
  }

  @Override
  public SortedMap<String, RenderedFile> deliveredFiles(ObjectValue object) {
    return RenderedFiles.of(kind, object).delivered();
  }

  @Override
  public FileComparison resultingFiles(@Nullable ObjectValue before, @Nullable ObjectValue after) {
    RenderedFiles old = RenderedFiles.of(kind, before);
    RenderedFiles fresh = RenderedFiles.of(kind, after);
    var results = results(after, fresh);
    var oldResults = new TreeMap<>(results(before, old));
    // The pack of the host may have been replaced: then at least the paths are known.
    results.forEach((path, result) -> oldResults.putIfAbsent(path, result.withoutTexts()));
    return new FileComparison(old.resulting(oldResults), fresh.resulting(results));
  }

  private SortedMap<String, ChangedFile> results(
      @Nullable ObjectValue host, RenderedFiles rendered) {
    return host == null || rendered.files().isEmpty()
        ? new TreeMap<>()
        : kind.results(Arguments.of(host), rendered.files());
  }

  @Override
  public UpgradeResponse upgradeState(UpgradeRequest request) {
    return UpgradeResponse.of(HostUpgrade.of(request.attributes()));
  }

  @Override
  public Optional<Loss> loss(ObjectValue state) {
    return kind.loss(Arguments.of(state));
  }

  @Override
  public boolean isDown(ObjectValue state) {
    return isNotReady(state);
  }

  @Override
  public List<ServiceReport> reports(
      Connection connection, List<ReadRequest> requests, boolean all) {
    Platform.Hosts hosts = platforms.apply(connection).hosts();
    var known =
        requests.stream().map(request -> known(request.address(), request.prior())).toList();
    try {
      List<@Nullable HostState> states = all ? hosts.probe(known) : hosts.read(known);
      var reports = new ArrayList<ServiceReport>();
      for (int index = 0; index < requests.size(); index++) {
        reports.add(HostReports.of(requests.get(index).prior(), states.get(index)));
      }
      return List.copyOf(reports);
    } catch (PlatformException failure) {
      return requests.stream()
          .map(_ -> ServiceReport.of(List.of(failure.diagnostic().detail())))
          .toList();
    }
  }

  @Override
  public Restoration restoration(
      String address, ObjectValue good, ObjectValue tried, @Nullable ObjectValue left) {
    return new HostRestoration(kind, abilities, address).plan(good, tried, left);
  }

  @Override
  public String generationOf(ObjectValue state) {
    return "generation " + HostReports.generation(state);
  }

  static boolean isNotReady(ObjectValue state) {
    return state.get(HostSchema.READY).equals(Value.of(false));
  }

  @Override
  public String idForm() {
    return "the platform's id of the host: an instance id, such as i-0123456789abcdef0, or a"
        + " container id";
  }

  @Override
  public ImportResponse importState(Connection connection, ImportRequest request) {
    return new HostImport(kind, abilities).read(platforms.apply(connection).hosts(), request);
  }

  @Override
  public ImportResponse complete(Connection connection, CompletionRequest request) {
    return new HostImport(kind, abilities).complete(platforms.apply(connection).hosts(), request);
  }

  @Override
  public Optional<String> importId(ObjectValue state) {
    return Arguments.of(state).text(HostSchema.ID);
  }

  /// The state of a host, updated by the state that its platform reports.
  static ObjectValue seen(ObjectValue prior, HostState state) {
    List<String> problems = HostReports.problems(prior, state);
    ObjectValue placed =
        state.privateAddress().isEmpty()
            ? prior
            : prior.with(HostSchema.ADDRESS, Value.of(state.privateAddress()));
    return placed
        .with(HostSchema.READY, Value.of(problems.isEmpty()))
        .with(HostSchema.PROBLEMS, HostSchema.textsOrNull(problems))
        .with(HostSchema.DEVIATIONS, HostSchema.textsOrNull(state.deviations()));
  }

  private KnownHost known(String address, ObjectValue prior) {
    Arguments host = Arguments.of(prior);
    return new KnownHost(host.requiredText(HostSchema.ID), Placements.of(kind, address, host));
  }

  private static ApplyResponse failed(
      PlatformException failure, @Nullable ObjectValue left, String address) {
    return new ApplyResponse(left, Diagnostics.of(addressed(failure, address)));
  }

  private static Diagnostic addressed(PlatformException failure, String address) {
    return failure.diagnostic().withAddress(address);
  }
}
