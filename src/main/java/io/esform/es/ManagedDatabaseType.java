package io.esform.es;

import io.esform.diag.Diagnostic;
import io.esform.diag.Diagnostics;
import io.esform.diag.EsformBug;
import io.esform.es.Databases.DatabaseSpecification;
import io.esform.es.Databases.DatabaseState;
import io.esform.es.Platform.PlatformException;
import io.esform.es.Platform.Sizes;
import io.esform.provider.Arguments;
import io.esform.provider.Connection;
import io.esform.provider.Faults;
import io.esform.provider.Importable.ImportRequest;
import io.esform.provider.Importable.ImportResponse;
import io.esform.provider.PartlyReadable.CompletionRequest;
import io.esform.provider.Recoverable.FindRequest;
import io.esform.provider.Recoverable.FindResponse;
import io.esform.provider.ResourceType.ApplyResponse;
import io.esform.provider.ResourceType.AttributeDiagnostic;
import io.esform.provider.ResourceType.Claim;
import io.esform.provider.ResourceType.CreateRequest;
import io.esform.provider.ResourceType.DeleteRequest;
import io.esform.provider.ResourceType.PlanRequest;
import io.esform.provider.ResourceType.PlanResponse;
import io.esform.provider.ResourceType.ReadRequest;
import io.esform.provider.ResourceType.ReadResponse;
import io.esform.provider.ResourceType.UpdateRequest;
import io.esform.provider.Serving.ServiceReport;
import io.esform.value.AttributePath;
import io.esform.value.Types;
import io.esform.value.Value;
import io.esform.value.Value.ObjectValue;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// `es_database` of the engine `rds`: a managed server of the platform.
final class ManagedDatabaseType {

  private final Function<Connection, Platform> platforms;
  private final Sizes sizes;

  ManagedDatabaseType(Function<Connection, Platform> platforms, Sizes sizes) {
    this.platforms = platforms;
    this.sizes = sizes;
  }

  private Databases databases(Connection connection) {
    return platforms
        .apply(connection)
        .databases()
        .orElseThrow(() -> new EsformBug("The platform does not support managed databases."));
  }

  List<AttributeDiagnostic> validate(ObjectValue configuration) {
    var faults = new Faults();
    new ManagedDatabaseRules(Arguments.of(configuration), new Rules(faults), faults).check();
    return faults.toList();
  }

  PlanResponse plan(PlanRequest request) {
    ObjectValue prior = request.prior();
    Arguments database = Arguments.of(request.proposed());
    ObjectValue planned =
        withoutFiles(EngineVersions.decided(request.proposed(), prior))
            .with(
                HostSchema.ID,
                prior == null ? Value.unknown(Types.STRING) : prior.get(HostSchema.ID))
            .with(
                DatabaseSchema.ENDPOINT,
                prior == null ? Value.unknown(Types.STRING) : prior.get(DatabaseSchema.ENDPOINT))
            .with(HostSchema.READY, Value.of(true))
            .with(HostSchema.PROBLEMS, HostSchema.textsOrNull(List.of()))
            .with(HostSchema.DEVIATIONS, HostSchema.textsOrNull(List.of()));
    var faults = new Faults();
    if (prior != null) {
      checkDisk(Arguments.of(prior), database, faults);
      EngineVersions.check(Arguments.of(prior), database, faults);
    }
    return new PlanResponse(
        planned,
        prior == null ? List.of() : replacements(Arguments.of(prior), database),
        database.text(HostSchema.NAME).map(ManagedDatabaseType::claim).stream().toList(),
        List.of(),
        prior == null ? null : effect(Arguments.of(prior), database),
        faults.toList(),
        DatabaseRelations.ofManaged(database, ManagedSpecifications.SIZE, sizes));
  }

  private static Claim claim(String name) {
    return new Claim("managed database " + name, AttributePath.of(HostSchema.NAME));
  }

  private static ObjectValue withoutFiles(ObjectValue database) {
    return database
        .with(HostSchema.FILES, Value.nullOf(Types.map(Types.STRING)))
        .with(HostSchema.GENERATION, Value.nullOf(Types.NUMBER))
        .with(HostSchema.USER_DATA_BYTES, Value.nullOf(Types.NUMBER))
        .with(HostSchema.USER_DATA_SHA256, Value.nullOf(Types.STRING));
  }

  private static void checkDisk(Arguments prior, Arguments database, Faults faults) {
    if (!database.isKnown(HostSchema.DISK_SIZE)) {
      return;
    }
    int before = ManagedSpecifications.diskSize(prior);
    if (ManagedSpecifications.diskSize(database) < before) {
      faults.add(
          database.at(HostSchema.DISK_SIZE),
          "Disk cannot shrink",
          "The server's disk has "
              + before
              + " GiB and can only grow. Set\n\n    disk_size = "
              + before);
    }
  }

  private static List<AttributePath> replacements(Arguments prior, Arguments database) {
    var paths = new ArrayList<AttributePath>();
    if (!prior.value(DatabaseSchema.USER).equals(database.value(DatabaseSchema.USER))) {
      paths.add(AttributePath.of(DatabaseSchema.USER));
    }
    Arguments before = prior.blockOrDefaults(DatabaseSchema.RDS, DatabaseSchema.MANAGED);
    Arguments after = database.blockOrDefaults(DatabaseSchema.RDS, DatabaseSchema.MANAGED);
    if (!before.value(DatabaseSchema.KMS_KEY_ID).equals(after.value(DatabaseSchema.KMS_KEY_ID))) {
      paths.add(after.at(DatabaseSchema.KMS_KEY_ID));
    }
    return List.copyOf(paths);
  }

  private static @Nullable String effect(Arguments prior, Arguments database) {
    boolean isSameVersion =
        prior
            .blockOrDefaults(DatabaseSchema.RDS, DatabaseSchema.MANAGED)
            .value(DatabaseSchema.ENGINE_VERSION)
            .equals(
                database
                    .blockOrDefaults(DatabaseSchema.RDS, DatabaseSchema.MANAGED)
                    .value(DatabaseSchema.ENGINE_VERSION));
    boolean isSameSize = prior.value(HostSchema.SIZE).equals(database.value(HostSchema.SIZE));
    return isSameVersion && isSameSize
        ? "in place: the database server keeps running"
        : EngineVersions.effect(prior, database);
  }

  ApplyResponse create(Connection connection, CreateRequest request) {
    var specification = ManagedSpecifications.of(request.address(), request.planned());
    try {
      DatabaseState state =
          databases(connection).create(specification, request.token(), request.progress());
      return ApplyResponse.of(applied(request.planned(), specification, state));
    } catch (PlatformException failure) {
      ObjectValue left =
          failure.id() == null ? null : halfMade(request.planned(), specification.name());
      return new ApplyResponse(
          left, diagnostics(failure, request.address()), failure.isUnfinished());
    }
  }

  private static ObjectValue applied(
      ObjectValue planned, DatabaseSpecification specification, DatabaseState state) {
    return withoutFiles(planned)
        .with(HostSchema.ID, Value.of(specification.name()))
        .with(DatabaseSchema.SERVER_ID, server(planned, state))
        .with(DatabaseSchema.ENDPOINT, Value.of(state.endpoint()))
        .with(HostSchema.READY, Value.of(true))
        .with(HostSchema.PROBLEMS, HostSchema.textsOrNull(List.of()))
        .with(HostSchema.DEVIATIONS, HostSchema.textsOrNull(List.of()));
  }

  private static Value server(ObjectValue planned, DatabaseState state) {
    Value known = planned.get(DatabaseSchema.SERVER_ID);
    return known.isKnown() ? known : ManagedSpecifications.server(state);
  }

  private static ObjectValue halfMade(ObjectValue planned, String name) {
    return withoutFiles(planned)
        .with(HostSchema.ID, Value.of(name))
        .with(DatabaseSchema.SERVER_ID, Value.nullOf(Types.STRING))
        .with(DatabaseSchema.ENDPOINT, Value.nullOf(Types.STRING))
        .with(HostSchema.READY, Value.of(false))
        .with(HostSchema.PROBLEMS, HostSchema.textsOrNull(List.of()))
        .with(HostSchema.DEVIATIONS, HostSchema.textsOrNull(List.of()));
  }

  ApplyResponse update(Connection connection, UpdateRequest request) {
    var before = ManagedSpecifications.of(request.address(), request.prior());
    var after = ManagedSpecifications.of(request.address(), request.planned());
    String password = before.password().equals(after.password()) ? null : after.password();
    try {
      DatabaseState state = databases(connection).update(after, password, request.progress());
      return ApplyResponse.of(applied(request.planned(), after, state));
    } catch (PlatformException failure) {
      return new ApplyResponse(request.prior(), diagnostics(failure, request.address()));
    }
  }

  FindResponse find(Connection connection, FindRequest request) {
    String name = Arguments.of(request.planned()).text(HostSchema.NAME).orElse(null);
    if (name == null) {
      return FindResponse.of(null);
    }
    try {
      return FindResponse.of(databases(connection).find(name, request.token()).orElse(null));
    } catch (PlatformException failure) {
      return FindResponse.failed(diagnostics(failure, request.address()));
    }
  }

  Diagnostics delete(Connection connection, DeleteRequest request) {
    try {
      databases(connection)
          .delete(ManagedSpecifications.of(request.address(), request.prior()), request.progress());
      return Diagnostics.none();
    } catch (PlatformException failure) {
      return diagnostics(failure, request.address());
    }
  }

  /// A managed server makes no checks of its own.
  List<ServiceReport> reports(Connection connection, List<ReadRequest> requests) {
    return read(connection, requests).stream()
        .map(response -> {
          if (response.diagnostics().hasErrors()) {
            return ServiceReport.of(
                response.diagnostics().all().stream().map(Diagnostic::detail).toList());
          }
          ObjectValue state = response.state();
          return ServiceReport.of(
              state == null
                  ? List.of("the server no longer exists")
                  : Arguments.of(state).texts(HostSchema.PROBLEMS));
        })
        .toList();
  }

  List<ReadResponse> read(Connection connection, List<ReadRequest> requests) {
    var known =
        requests.stream()
            .map(request -> ManagedSpecifications.of(request.address(), request.prior()))
            .toList();
    try {
      List<@Nullable DatabaseState> states = databases(connection).read(known);
      var responses = new ArrayList<ReadResponse>();
      for (int index = 0; index < requests.size(); index++) {
        DatabaseState state = states.get(index);
        ObjectValue prior = requests.get(index).prior();
        ObjectValue seen =
            state == null ? null : ManagedSpecifications.seen(prior, known.get(index), state);
        responses.add(
            new ReadResponse(
                seen,
                seen == null
                    ? Diagnostics.none()
                    : EngineVersions.warnings(requests.get(index).address(), seen)));
      }
      return List.copyOf(responses);
    } catch (PlatformException failure) {
      return requests.stream()
          .map(
              request -> new ReadResponse(request.prior(), diagnostics(failure, request.address())))
          .toList();
    }
  }

  ImportResponse importState(Connection connection, ImportRequest request) {
    try {
      if (!databases(connection).exists(request.id())) {
        return ImportResponse.of(null);
      }
      return ImportResponse.of(
          DatabaseSchema.DATABASE
              .blank()
              .with(HostSchema.ID, Value.of(request.id()))
              .with(HostSchema.NAME, Value.of(request.id()))
              .with(DatabaseSchema.ENGINE, Value.of(DatabaseSchema.RDS)));
    } catch (PlatformException failure) {
      return ImportResponse.failed(diagnostics(failure, request.address()));
    }
  }

  /// Differences from the block are found as drift.
  ImportResponse complete(Connection connection, CompletionRequest request) {
    ObjectValue asAsked =
        withoutFiles(request.proposed())
            .with(HostSchema.NAME, request.imported().get(HostSchema.NAME));
    ReadResponse response =
        read(connection, List.of(new ReadRequest(request.address(), asAsked))).getFirst();
    return response.diagnostics().hasErrors()
        ? ImportResponse.failed(response.diagnostics())
        : ImportResponse.of(response.state());
  }

  private static Diagnostics diagnostics(PlatformException failure, String address) {
    Diagnostic diagnostic = failure.diagnostic().withAddress(address);
    return Diagnostics.of(diagnostic);
  }
}
