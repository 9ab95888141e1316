package io.esform.es;

import static java.util.Collections.emptyIterator;
import static java.util.Objects.requireNonNull;
import static java.util.stream.Collectors.partitioningBy;

import io.esform.diag.Diagnostic;
import io.esform.diag.Diagnostics;
import io.esform.provider.Arguments;
import io.esform.provider.Connection;
import io.esform.provider.DataHolder;
import io.esform.provider.Faults;
import io.esform.provider.PartlyReadable;
import io.esform.provider.Recoverable;
import io.esform.provider.RendersFiles;
import io.esform.provider.ResourceType;
import io.esform.provider.Serving;
import io.esform.provider.UpgradesState;
import io.esform.schema.Schema;
import io.esform.value.AttributePath;
import io.esform.value.Types;
import io.esform.value.Value;
import io.esform.value.Value.ObjectValue;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// `es_database`: a host, or a managed server of the platform.
final class DatabaseType
    implements ResourceType,
        Recoverable,
        PartlyReadable,
        Serving,
        DataHolder,
        RendersFiles,
        UpgradesState {

  private final HostType hosts;
  private final ManagedDatabaseType managed;
  private final boolean hasManaged;

  /// @param hasManaged whether the platform offers managed servers
  DatabaseType(HostType hosts, ManagedDatabaseType managed, boolean hasManaged) {
    this.hosts = hosts;
    this.managed = managed;
    this.hasManaged = hasManaged;
  }

  @Override
  public Schema schema() {
    return DatabaseSchema.DATABASE;
  }

  @Override
  public List<AttributeDiagnostic> validate(ObjectValue configuration) {
    Arguments database = Arguments.of(configuration);
    if (!database.isKnown(DatabaseSchema.ENGINE)) {
      return List.of();
    }
    String engine = database.text(DatabaseSchema.ENGINE).orElse(DatabaseSchema.HOST);
    return switch (engine) {
      case DatabaseSchema.HOST -> hostFaults(configuration);
      case DatabaseSchema.RDS -> hasManaged ? managed.validate(configuration) : withoutManaged();
      default ->
          List.of(
              fault(
                  DatabaseSchema.ENGINE,
                  "Invalid engine",
                  "The engine must be \"host\" or \"rds\", not \"" + engine + "\"."));
    };
  }

  private static AttributeDiagnostic fault(String name, String summary, String detail) {
    return new AttributeDiagnostic(AttributePath.of(name), summary, detail);
  }

  private static List<AttributeDiagnostic> withoutManaged() {
    return List.of(
        fault(
            DatabaseSchema.ENGINE,
            "Unsupported engine",
            "This provider does not support managed database servers. Use the engine \"host\"."));
  }

  private List<AttributeDiagnostic> hostFaults(ObjectValue configuration) {
    Arguments host = Arguments.of(configuration);
    var faults = new Faults();
    if (!host.isSet(HostSchema.ADDRESS)) {
      faults.add(
          host.at(HostSchema.ADDRESS),
          "Missing required argument",
          "The argument \"address\" is required for the engine \"host\": nodes connect to this"
              + " fixed address.");
    }
    if (host.isSet(DatabaseSchema.RDS)) {
      faults.add(
          host.at(DatabaseSchema.RDS),
          "Unsupported block type",
          "The block \"rds\" requires the engine \"rds\". Remove the block, or set\n\n"
              + "    engine = \"rds\"");
    }
    var all = new ArrayList<>(faults.toList());
    all.addAll(hosts.validate(configuration));
    return List.copyOf(all);
  }

  @Override
  public PlanResponse plan(PlanRequest request) {
    if (!Arguments.of(request.proposed()).isKnown(DatabaseSchema.ENGINE)) {
      return failed(
          request,
          fault(
              DatabaseSchema.ENGINE,
              "Unknown engine",
              "The engine must be known during the plan. Set it to a literal or a variable."));
    }
    ObjectValue prior = request.prior();
    boolean isOther = prior != null && isManaged(prior) != isManaged(request.proposed());
    PlanRequest asked =
        isOther
            ? new PlanRequest(
                request.address(), null, request.configuration(), asNew(request.proposed()))
            : request;
    PlanResponse response = isManaged(request.proposed()) ? managed.plan(asked) : planHost(asked);
    if (isOther) {
      return replacing(response);
    }
    return prior != null && prior.get(DatabaseSchema.SERVER_ID).isNull() && !isReady(prior)
        ? response.withPlanned(unknownServer(response.planned()))
        : response;
  }

  /// A server that becomes ready for the first time gets an id.
  private static ObjectValue unknownServer(ObjectValue planned) {
    return planned.with(DatabaseSchema.SERVER_ID, Value.unknown(Types.STRING));
  }

  private static PlanResponse failed(PlanRequest request, AttributeDiagnostic fault) {
    return new PlanResponse(
        request.proposed(), List.of(), List.of(), List.of(), null, List.of(fault));
  }

  /// Without the computed attributes of the other engine.
  private static ObjectValue asNew(ObjectValue proposed) {
    Map<String, Value> attributes = new LinkedHashMap<>(proposed.attributes());
    DatabaseSchema.DATABASE.attributes().values().stream()
        .filter(attribute ->
            attribute.presence().isComputed() && !attribute.presence().isConfigurable())
        .forEach(attribute -> attributes.put(attribute.name(), Value.unknown(attribute.type())));
    return Value.objectOf(attributes);
  }

  private static PlanResponse replacing(PlanResponse response) {
    var paths = new ArrayList<>(response.requiresReplacement());
    paths.add(AttributePath.of(DatabaseSchema.ENGINE));
    return response.withReplacements(List.copyOf(paths));
  }

  private PlanResponse planHost(PlanRequest request) {
    PlanResponse response = hosts.plan(request);
    return response.withPlanned(withEndpoint(response.planned()));
  }

  private static ObjectValue withEndpoint(ObjectValue host) {
    Value address = host.get(HostSchema.ADDRESS);
    return host.with(
        DatabaseSchema.ENDPOINT, address.isKnown() ? address : Value.unknown(Types.STRING));
  }

  @Override
  public ApplyResponse create(Connection connection, CreateRequest request) {
    return isManaged(request.planned())
        ? managed.create(connection, request)
        : reached(hosts.create(connection, request));
  }

  private static ApplyResponse reached(ApplyResponse response) {
    @Nullable ObjectValue state = response.state();
    return new ApplyResponse(
        state == null ? null : withServer(withEndpoint(state)),
        response.diagnostics(),
        response.unfinished());
  }

  /// Sets the server id after a call: the id of the host once it is ready, else null.
  private static ObjectValue withServer(ObjectValue host) {
    return host.get(DatabaseSchema.SERVER_ID).isKnown() ? host : withServerIfReady(host);
  }

  private static ObjectValue withServerIfReady(ObjectValue host) {
    return host.with(
        DatabaseSchema.SERVER_ID,
        isReady(host) ? host.get(HostSchema.ID) : Value.nullOf(Types.STRING));
  }

  private static boolean isReady(ObjectValue database) {
    return database.get(HostSchema.READY).equals(Value.of(true));
  }

  @Override
  public ApplyResponse update(Connection connection, UpdateRequest request) {
    return isManaged(request.planned())
        ? managed.update(connection, request)
        : reached(hosts.update(connection, request));
  }

  @Override
  public FindResponse find(Connection connection, FindRequest request) {
    return isManaged(request.planned())
        ? managed.find(connection, request)
        : hosts.find(connection, request);
  }

  @Override
  public Diagnostics delete(Connection connection, DeleteRequest request) {
    return isManaged(request.prior())
        ? managed.delete(connection, request)
        : hosts.delete(connection, request);
  }

  @Override
  public Optional<AttributeDiagnostic> refusesDeletion(ObjectValue prior) {
    return DeletionProtection.refusal(prior);
  }

  @Override
  public List<ReadResponse> read(Connection connection, List<ReadRequest> requests) {
    return answers(
        requests,
        ofManaged -> managed.read(connection, ofManaged),
        ofHosts -> readHosts(connection, ofHosts));
  }

  /// Asks each engine for its own objects, in one call; the answers in order.
  private static <T> List<T> answers(
      List<ReadRequest> requests,
      Function<List<ReadRequest>, List<T>> ofManaged,
      Function<List<ReadRequest>, List<T>> ofHosts) {
    Map<Boolean, List<ReadRequest>> split =
        requests.stream().collect(partitioningBy(request -> isManaged(request.prior())));
    var answers = new HashMap<Boolean, Iterator<T>>();
    split.forEach((isManaged, asked) -> {
      Function<List<ReadRequest>, List<T>> engine = isManaged ? ofManaged : ofHosts;
      answers.put(isManaged, asked.isEmpty() ? emptyIterator() : engine.apply(asked).iterator());
    });
    return requests.stream()
        .map(request -> requireNonNull(answers.get(isManaged(request.prior()))).next())
        .toList();
  }

  /// A managed server has none.
  @Override
  public SortedMap<String, RenderedFile> deliveredFiles(ObjectValue object) {
    return hosts.deliveredFiles(object);
  }

  @Override
  public FileComparison resultingFiles(@Nullable ObjectValue before, @Nullable ObjectValue after) {
    return hosts.resultingFiles(before, after);
  }

  @Override
  public UpgradeResponse upgradeState(UpgradeRequest request) {
    return hosts.upgradeState(request);
  }

  @Override
  public Optional<Loss> loss(ObjectValue state) {
    return DatabaseLoss.of(Arguments.of(state));
  }

  @Override
  public boolean isDown(ObjectValue state) {
    return HostType.isNotReady(state);
  }

  @Override
  public List<ServiceReport> reports(
      Connection connection, List<ReadRequest> requests, boolean all) {
    return answers(
        requests,
        ofManaged -> managed.reports(connection, ofManaged),
        ofHosts -> hosts.reports(connection, ofHosts, all));
  }

  private List<ReadResponse> readHosts(Connection connection, List<ReadRequest> requests) {
    return hosts.read(connection, requests).stream()
        .map(response -> {
          ObjectValue state = response.state();
          return state == null || !state.get(DatabaseSchema.SERVER_ID).isNull()
              ? response
              : new ReadResponse(withServerIfReady(state), response.diagnostics());
        })
        .toList();
  }

  @Override
  public String idForm() {
    return hosts.idForm() + "; for a managed server, its name";
  }

  @Override
  public ImportResponse importState(Connection connection, ImportRequest request) {
    ImportResponse host = hosts.importState(connection, request);
    ObjectValue state = host.state();
    if (state != null) {
      ObjectValue named = state.with(DatabaseSchema.ENGINE, Value.of(DatabaseSchema.HOST));
      return ImportResponse.of(withEndpoint(named));
    }
    return host.diagnostics().hasErrors() || !hasManaged
        ? host
        : managed.importState(connection, request);
  }

  @Override
  public ImportResponse complete(Connection connection, CompletionRequest request) {
    if (isManaged(request.imported()) != isManaged(request.proposed())) {
      return ImportResponse.failed(Diagnostics.of(otherEngine(request)));
    }
    if (isManaged(request.imported())) {
      return managed.complete(connection, request);
    }
    ImportResponse host = hosts.complete(connection, request);
    ObjectValue state = host.state();
    return new ImportResponse(
        state == null ? null : withServerIfReady(withEndpoint(state)), host.diagnostics());
  }

  private static Diagnostic otherEngine(CompletionRequest request) {
    boolean isManaged = isManaged(request.imported());
    return Diagnostic.error(
            "Engine does not match",
            "The object to import is %s. Set\n\n    engine = \"%s\"\n\nin its block."
                .formatted(
                    isManaged ? "a managed database server" : "a host",
                    isManaged ? DatabaseSchema.RDS : DatabaseSchema.HOST))
        .withAddress(request.address());
  }

  @Override
  public Optional<String> importId(ObjectValue state) {
    return Arguments.of(state).text(HostSchema.ID);
  }

  private static boolean isManaged(ObjectValue database) {
    return Arguments.of(database)
        .text(DatabaseSchema.ENGINE)
        .filter(DatabaseSchema.RDS::equals)
        .isPresent();
  }
}
