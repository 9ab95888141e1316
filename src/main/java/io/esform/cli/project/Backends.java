package io.esform.cli.project;

import io.esform.cli.session.Environment;
import io.esform.cli.session.Session;
import io.esform.config.Settings;
import io.esform.config.Settings.BackendSettings;
import io.esform.config.decode.BackendDecoder;
import io.esform.diag.Diagnostic;
import io.esform.diag.Diagnostics;
import io.esform.diag.Suggestion;
import io.esform.eval.Evaluator;
import io.esform.schema.Schema;
import io.esform.state.backend.Backend;
import io.esform.state.backend.BackendEnvironment;
import io.esform.state.backend.BackendType;
import io.esform.state.backend.Workspaces;
import io.esform.state.file.EncryptionKeys;
import io.esform.state.file.StateCodec;
import io.esform.value.Value.ObjectValue;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Opens the backend of a project's state, with the key of its secrets.
public final class Backends {

  private Backends() {}

  /// @param backend null if the diagnostics contain an error or the project has no workspaces, as
  ///   is `codec`
  public record OpenedBackend(
      @Nullable Backend backend, @Nullable StateCodec codec, Diagnostics diagnostics) {}

  /// Opens the workspaces of a configuration's backend. Does no I/O.
  static BackendType.OpenedWorkspaces workspaces(
      Session session, String directory, Settings settings, Evaluator evaluator) {
    Environment environment = session.environment();
    List<BackendType> types = environment.backends();
    BackendEnvironment seen =
        environment.forBackends(
            shown(environment.workingDirectory(), environment.resolve(directory)));
    BackendSettings block = settings.backend();
    if (block == null) {
      BackendType first = types.getFirst();
      return first.open(first.schema().blank(), seen);
    }
    var schemas = new TreeMap<String, Schema>();
    types.forEach(type -> schemas.put(type.name(), type.schema()));
    BackendDecoder.DecodedBackend decoded = BackendDecoder.decode(block, schemas, evaluator);
    ObjectValue arguments = decoded.arguments();
    if (arguments == null) {
      return new BackendType.OpenedWorkspaces(null, decoded.diagnostics());
    }
    BackendType named =
        types.stream().filter(type -> type.name().equals(block.type())).findFirst().orElseThrow();
    BackendType.OpenedWorkspaces opened = named.open(arguments, seen);
    List<Diagnostic> found =
        opened.diagnostics().all().stream().map(it -> it.withSubject(block.range())).toList();
    return new BackendType.OpenedWorkspaces(
        opened.workspaces(), decoded.diagnostics().and(new Diagnostics(found)));
  }

  /// Opens the backend of the selected workspace; an error if that does not exist.
  public static OpenedBackend open(Session session, Project project) {
    Workspaces workspaces = project.workspaces();
    SelectedWorkspace selected = project.workspace();
    try {
      if (workspaces != null && !workspaces.exists(selected.name())) {
        return failed(missingWorkspace(workspaces, selected));
      }
    } catch (IOException failure) {
      return failed(
          Diagnostic.error(
              "Workspaces cannot be read",
              "The check whether the workspace \"%s\" exists failed: %s."
                  .formatted(selected.name(), failure)));
    }
    return open(session, project, selected.name());
  }

  /// Opens the backend of an existing workspace.
  public static OpenedBackend open(Session session, Project project, String workspace) {
    Environment environment = session.environment();
    ConfiguredKeys configured =
        ConfiguredKeys.of(session, project.directory(), project.settings().encryption());
    EncryptionKeys keys = configured.keys();
    if (keys == null) {
      return new OpenedBackend(null, null, configured.diagnostics());
    }
    Workspaces workspaces = project.workspaces();
    if (workspaces == null) {
      // The cause has been reported with the configuration.
      return new OpenedBackend(null, null, Diagnostics.none());
    }
    var codec =
        new StateCodec(keys, environment.version(), environment.random(), environment.disk());
    return new OpenedBackend(workspaces.backend(workspace, codec), codec, Diagnostics.none());
  }

  private static OpenedBackend failed(Diagnostic why) {
    return new OpenedBackend(null, null, Diagnostics.of(why));
  }

  private static Diagnostic missingWorkspace(Workspaces workspaces, SelectedWorkspace selected) {
    String way =
        switch (selected.origin()) {
          case VARIABLE ->
              "The environment variable %s names it.%s"
                  .formatted(
                      SelectedWorkspace.VARIABLE,
                      Workspaces.isName(selected.name()) ? making(selected.name()) : "");
          case SELECTION ->
              "It was selected, but it no longer exists. To select another one:\n\n    esform workspace select %s\n"
                  .formatted(Workspaces.DEFAULT);
          case PLAN_FILE -> "The plan was created in it." + making(selected.name());
        };
    return Diagnostic.error(
        "Unknown workspace",
        "There is no workspace \"%s\".%s %s"
            .formatted(selected.name(), suggestion(workspaces, selected.name()), way));
  }

  private static String making(String name) {
    return " To create it:\n\n    esform workspace new %s\n".formatted(name);
  }

  private static String suggestion(Workspaces workspaces, String name) {
    try {
      return Suggestion.didYouMean(name, workspaces.names());
    } catch (IOException _) {
      // The error is reported without a suggestion.
      return "";
    }
  }

  /// Relative to the process's current directory, if that is the working directory; else the full
  /// path.
  private static Path shown(Path workingDirectory, Path directory) {
    boolean here = workingDirectory.equals(Path.of("").toAbsolutePath());
    return here && directory.startsWith(workingDirectory)
        ? workingDirectory.relativize(directory)
        : directory;
  }
}
