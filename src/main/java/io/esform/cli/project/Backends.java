package io.esform.cli.project;

import io.esform.cli.session.Environment;
import io.esform.cli.session.Session;
import io.esform.diag.Diagnostic;
import io.esform.diag.Diagnostics;
import io.esform.diag.Suggestion;
import io.esform.state.backend.Backend;
import io.esform.state.backend.Workspaces;
import io.esform.state.file.EncryptionKeys;
import io.esform.state.file.StateCodec;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/// Opens the backend of a project's state, with the key of its secrets.
public final class Backends {

  private Backends() {}

  /// @param backend null if the diagnostics contain an error or the project has no workspaces
  /// @param codec null if the diagnostics contain an error
  public record OpenedBackend(
      @Nullable Backend backend, @Nullable StateCodec codec, Diagnostics diagnostics) {}

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
    Workspaces workspaces = project.workspaces();
    OpenedCodec opened = codec(session, project);
    StateCodec codec = opened.codec();
    // The cause of missing workspaces has been reported with the configuration.
    return workspaces == null || codec == null
        ? new OpenedBackend(null, codec, opened.diagnostics())
        : new OpenedBackend(workspaces.backend(workspace, codec), codec, opened.diagnostics());
  }

  /// @param codec null if the diagnostics contain an error
  public record OpenedCodec(@Nullable StateCodec codec, Diagnostics diagnostics) {}

  /// The codec of a project's states, with the key of its secrets.
  public static OpenedCodec codec(Session session, Project project) {
    Environment environment = session.environment();
    ConfiguredKeys configured =
        ConfiguredKeys.of(session, project.directory(), project.settings().encryption());
    EncryptionKeys keys = configured.keys();
    return keys == null
        ? new OpenedCodec(null, configured.diagnostics())
        : new OpenedCodec(
            new StateCodec(keys, environment.version(), environment.random(), environment.disk()),
            configured.diagnostics());
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
}
