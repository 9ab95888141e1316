package io.esform.cli.project;

import io.esform.cli.backendfile.BackendFile;
import io.esform.cli.project.VariableInputs.Given;
import io.esform.cli.session.Session;
import io.esform.config.Module;
import io.esform.config.Settings.BackendSettings;
import io.esform.config.Variable;
import io.esform.config.decode.BackendDecoder;
import io.esform.diag.Diagnostic;
import io.esform.diag.Diagnostics;
import io.esform.schema.Schema;
import io.esform.state.backend.BackendType;
import io.esform.state.backend.BackendType.OpenedWorkspaces;
import io.esform.state.backend.Workspaces;
import io.esform.value.Value;
import io.esform.value.Value.ObjectValue;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Finds the backend that a configuration names, and opens its workspaces. Does no I/O except for
/// values files and the file of `esform init`.
public final class BackendOpening {

  private BackendOpening() {}

  /// @param backend null if the diagnostics contain an error
  public record Found(@Nullable ConfiguredBackend backend, Diagnostics diagnostics) {}

  /// @param backend null if the diagnostics contain an error, or if no backend was opened
  /// @param workspaces of the backend; null under the same conditions
  record Opened(
      @Nullable ConfiguredBackend backend,
      @Nullable Workspaces workspaces,
      Diagnostics diagnostics) {

    static Opened failed(Diagnostics diagnostics) {
      return new Opened(null, null, diagnostics);
    }
  }

  /// The backend of the block alone. Its required arguments may be missing.
  public static Found inConfiguration(Session session, Project project, VariableSource variables) {
    List<BackendType> types = session.environment().backends();
    BackendSettings block = project.settings().backend();
    if (block == null) {
      return new Found(ConfiguredBackend.of(types.getFirst()), Diagnostics.none());
    }
    Set<String> names = BackendDecoder.variables(block);
    Given given =
        names.isEmpty()
            ? new Given(new TreeMap<>(), new TreeMap<>(), Diagnostics.none())
            : variables.values(project, names::contains);
    var schemas = new TreeMap<String, Schema>();
    types.forEach(type -> schemas.put(type.name(), type.schema()));
    Module root = project.configuration().root();
    BackendDecoder.DecodedBackend decoded =
        BackendDecoder.decode(
            root, block, schemas, complete(root, names, given.values()), project.evaluator());
    Diagnostics found = given.diagnostics().and(decoded.diagnostics());
    ObjectValue arguments = decoded.arguments();
    if (arguments == null || found.hasErrors()) {
      return new Found(null, found);
    }
    BackendType named =
        types.stream().filter(type -> type.name().equals(block.type())).findFirst().orElseThrow();
    return new Found(new ConfiguredBackend(named, arguments, new TreeMap<>(), block), found);
  }

  /// The values of all these variables that are declared; unknown without a value.
  private static Map<String, Value> complete(
      Module root, Set<String> names, Map<String, Value> values) {
    var all = new TreeMap<String, Value>();
    for (String name : names) {
      Variable variable = root.variables().get(name);
      if (variable != null) {
        Value value = values.getOrDefault(name, Value.unknown(variable.constraint().type()));
        all.put(name, variable.sensitive() ? Value.sensitive(value) : value);
      }
    }
    return all;
  }

  /// Opens the backend for a command that uses the state. An error if it is not that of the last
  /// `esform init`, if there was one.
  static Opened open(Session session, Project project, VariableSource variables) {
    return open(session, project, variables, true);
  }

  /// Opens the backend also if it is not that of the last `esform init`.
  static Opened openUnchecked(Session session, Project project, VariableSource variables) {
    return open(session, project, variables, false);
  }

  private static Opened open(
      Session session, Project project, VariableSource variables, boolean check) {
    Found found = inConfiguration(session, project, variables);
    ConfiguredBackend backend = found.backend();
    if (backend == null) {
      return Opened.failed(found.diagnostics());
    }
    Diagnostics unusable = Diagnostics.none();
    try {
      BackendFile kept = StoredBackend.read(session, project.directory());
      if (kept != null) {
        backend = backend.completedBy(kept);
        unusable = check ? BackendChange.check(backend, kept) : unusable;
      }
    } catch (IOException failure) {
      unusable = Diagnostics.of(unreadable(project.directory(), failure));
    }
    unusable = unusable.hasErrors() ? unusable : backend.checkComplete();
    if (unusable.hasErrors()) {
      return Opened.failed(found.diagnostics().and(unusable));
    }
    return opened(session, project, backend, found.diagnostics());
  }

  /// Checks the block without values of variables, and without the file of `esform init`.
  static Opened check(Session session, Project project) {
    Found found =
        inConfiguration(
            session,
            project,
            (_, _) -> new Given(new TreeMap<>(), new TreeMap<>(), Diagnostics.none()));
    ConfiguredBackend backend = found.backend();
    if (backend == null || !backend.isKnown() || backend.checkComplete().hasErrors()) {
      return Opened.failed(found.diagnostics());
    }
    return opened(session, project, backend, found.diagnostics());
  }

  private static Opened opened(
      Session session, Project project, ConfiguredBackend backend, Diagnostics found) {
    OpenedWorkspaces opened = backend.open(session.environment(), project.directory());
    return new Opened(backend, opened.workspaces(), found.and(opened.diagnostics()));
  }

  /// The error for a file of `esform init` that cannot be read.
  public static Diagnostic unreadable(String directory, IOException failure) {
    return Diagnostic.error(
        "Backend settings cannot be read",
        "\"%s\", which stores the backend of the last esform init, cannot be used: %s. To write it anew for the backend of the configuration:\n\n    esform init --reconfigure\n"
            .formatted(StoredBackend.name(directory), failure.getMessage()));
  }
}
