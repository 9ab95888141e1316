package io.esform.cli.project;

import io.esform.cli.session.Environment;
import io.esform.cli.session.Session;
import io.esform.config.Settings.EncryptionSettings;
import io.esform.diag.Diagnostic;
import io.esform.diag.Diagnostics;
import io.esform.diag.EsformBug;
import io.esform.diag.SourceRange;
import io.esform.diag.Suggestion;
import io.esform.provider.ResourceType.AttributeDiagnostic;
import io.esform.providers.builtin.RemoteStates;
import io.esform.schema.Schema;
import io.esform.state.backend.BackendEnvironment;
import io.esform.state.backend.BackendType;
import io.esform.state.backend.BackendType.OpenedWorkspaces;
import io.esform.state.backend.SavedOutputs;
import io.esform.state.backend.Workspaces;
import io.esform.state.file.EncryptionKeys;
import io.esform.state.file.KeySource;
import io.esform.state.file.StateCodec;
import io.esform.value.AttributePath;
import io.esform.value.Value.ObjectValue;
import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/// Reads the outputs of other configurations from their states, in any backend.
final class OtherStates implements RemoteStates {

  private static final AttributePath CONFIG_PATH = AttributePath.of(CONFIG);

  private final Session session;
  private final String directory;
  private final @Nullable EncryptionSettings encryption;
  private final OwnState own;

  /// By the keys that they try. A codec keeps keys, whose derivation from a passphrase is slow.
  private final Map<List<KeySource>, StateCodec> codecs = new ConcurrentHashMap<>();

  /// @param directory of the configuration, as written by the user
  /// @param encryption of the configuration
  OtherStates(
      Session session, String directory, @Nullable EncryptionSettings encryption, OwnState own) {
    this.session = session;
    this.directory = directory;
    this.encryption = encryption;
    this.own = own;
  }

  @Override
  public SortedMap<String, Schema> backends() {
    var schemas = new TreeMap<String, Schema>();
    session.environment().backends().forEach(type -> schemas.put(type.name(), type.schema()));
    return schemas;
  }

  private BackendType type(String name) {
    return session.environment().backends().stream()
        .filter(type -> type.name().equals(name))
        .findFirst()
        .orElseThrow(() -> new EsformBug("There is no backend type \"" + name + "\"."));
  }

  private BackendEnvironment environment() {
    return ConfiguredBackend.forBackends(session.environment(), directory);
  }

  @Override
  public List<AttributeDiagnostic> check(String backend, ObjectValue arguments) {
    return faults(type(backend).open(arguments, environment()).diagnostics());
  }

  private static List<AttributeDiagnostic> faults(Diagnostics diagnostics) {
    return diagnostics.all().stream()
        .filter(Diagnostic::isError)
        .map(it -> new AttributeDiagnostic(CONFIG_PATH, it.summary(), it.detail()))
        .toList();
  }

  @Override
  public Outputs read(Source source) {
    BackendType type = type(source.backend());
    OpenedWorkspaces opened = type.open(source.arguments(), environment());
    Workspaces workspaces = opened.workspaces();
    if (workspaces == null) {
      return new Outputs(null, faults(opened.diagnostics()));
    }
    if (own.is(type, source.arguments(), source.workspace(), environment())) {
      return Outputs.failed(ownState());
    }
    try {
      if (!workspaces.exists(source.workspace())) {
        return Outputs.failed(missingWorkspace(source, workspaces));
      }
      return outputs(
          source, workspaces.backend(source.workspace(), codec(source.key())).savedOutputs());
    } catch (IOException failure) {
      return Outputs.failed(
          new AttributeDiagnostic(
              CONFIG_PATH,
              "Remote state cannot be read",
              "The check whether the workspace \"%s\" exists failed: %s."
                  .formatted(source.workspace(), failure.getMessage())));
    } catch (InvalidPathException fault) {
      return Outputs.failed(
          new AttributeDiagnostic(
              AttributePath.of(ENCRYPTION),
              "Invalid path",
              "The argument key_file is not a path: %s.".formatted(fault.getReason())));
    }
  }

  private static Outputs outputs(Source source, SavedOutputs saved) {
    if (saved.diagnostics().hasErrors()) {
      return new Outputs(
          null,
          saved.diagnostics().all().stream()
              .map(it ->
                  new AttributeDiagnostic(CONFIG_PATH, it.summary(), detail(it, saved.location())))
              .toList());
    }
    return saved.values() == null
        ? Outputs.failed(missingState(source, saved.location()))
        : new Outputs(saved.values(), List.of());
  }

  /// The detail with the address of the state, and the position of the fault in its text.
  private static String detail(Diagnostic fault, String location) {
    SourceRange range = fault.subject();
    if (range != null) {
      return unusable(
          location,
          "Line %d, column %d: %s"
              .formatted(range.startLine(), range.startColumn(), fault.detail()));
    }
    return fault.detail().contains(location) ? fault.detail() : unusable(location, fault.detail());
  }

  private static String unusable(String location, String why) {
    return "This state cannot be used:\n\n    %s\n\n%s".formatted(location, why);
  }

  /// The codec that tries the key of the data source, and then those of this configuration.
  private StateCodec codec(@Nullable StateKey key) {
    var sources = new ArrayList<KeySource>();
    switch (key) {
      case StateKey.KeyFile(var path) ->
          sources.add(ConfiguredKeys.keyFile(session, directory, path));
      case StateKey.Passphrase(var variable) ->
          sources.add(ConfiguredKeys.passphrase(session, variable));
      case null -> {}
    }
    // A missing passphrase of this configuration is reported with the configuration.
    EncryptionKeys keys = ConfiguredKeys.of(session, directory, encryption).keys();
    if (keys != null) {
      sources.addAll(keys.all());
    }
    Environment environment = session.environment();
    return codecs.computeIfAbsent(
        List.copyOf(sources),
        all ->
            new StateCodec(
                EncryptionKeys.ofForeign(all),
                environment.version(),
                environment.random(),
                environment.disk()));
  }

  private static AttributeDiagnostic ownState() {
    return new AttributeDiagnostic(
        CONFIG_PATH,
        "Reference to own state",
        "These arguments name the state of this configuration, so the outputs would depend on"
            + " themselves. Refer to the objects of this configuration directly, or name another"
            + " state or workspace.");
  }

  private static AttributeDiagnostic missingState(Source source, String location) {
    return new AttributeDiagnostic(
        CONFIG_PATH,
        "Unable to find remote state",
        "For the workspace \"%s\", no state is saved here:\n\n    %s\n\nCheck the arguments, or apply the configuration that has this state first."
            .formatted(source.workspace(), location));
  }

  private static AttributeDiagnostic missingWorkspace(Source source, Workspaces workspaces) {
    String known =
        workspaces.isSingle()
            ? " The backend \"%s\" has only the workspace \"%s\"."
                .formatted(source.backend(), Workspaces.DEFAULT)
            : names(source.workspace(), workspaces);
    return new AttributeDiagnostic(
        AttributePath.of(WORKSPACE),
        "Unknown workspace",
        "There is no workspace \"%s\" in the backend \"%s\".%s"
            .formatted(source.workspace(), source.backend(), known));
  }

  private static String names(String wanted, Workspaces workspaces) {
    try {
      List<String> names = workspaces.names();
      return "%s The workspaces are: %s."
          .formatted(Suggestion.didYouMean(wanted, names), String.join(", ", names));
    } catch (IOException _) {
      // A reader may lack the permission to list them.
      return "";
    }
  }
}
