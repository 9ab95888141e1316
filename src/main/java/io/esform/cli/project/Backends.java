package io.esform.cli.project;

import io.esform.cli.session.Environment;
import io.esform.cli.session.Session;
import io.esform.config.Settings.BackendSettings;
import io.esform.config.Settings.EncryptionSettings;
import io.esform.diag.Diagnostic;
import io.esform.diag.Diagnostics;
import io.esform.diag.Suggestion;
import io.esform.state.backend.Backend;
import io.esform.state.backend.LocalBackend;
import io.esform.state.backend.LocalWorkspaces;
import io.esform.state.backend.ProcessIdentity;
import io.esform.state.file.KeySource;
import io.esform.state.file.StateCodec;
import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/// Where a project's state is kept, and the key of its secrets.
public final class Backends {

  private static final String STATE = "esform.state";

  private Backends() {}

  /// @param backend null when the diagnostics hold an error, as is `codec`
  public record Opened(
      @Nullable Backend backend, @Nullable StateCodec codec, Diagnostics diagnostics) {}

  /// @param workspaces null when the diagnostics hold an error
  public record Located(@Nullable LocalWorkspaces workspaces, Diagnostics diagnostics) {}

  /// The backend of the selected workspace, which has to be there.
  public static Opened open(Session session, Project project) {
    LocalWorkspaces workspaces = locate(session, project).workspaces();
    if (workspaces != null && !workspaces.exists(project.workspace().name())) {
      return new Opened(
          null, null, Diagnostics.of(missingWorkspace(workspaces, project.workspace())));
    }
    return open(session, project, project.workspace().name());
  }

  /// The backend of a workspace that is there.
  public static Opened open(Session session, Project project, String workspace) {
    Environment environment = session.environment();
    EncryptionSettings encryption = project.settings().encryption();
    KeySource keys = keys(session, project.directory(), encryption);
    if (keys == null) {
      return new Opened(null, null, Diagnostics.of(missingPassphrase(encryption)));
    }
    var codec =
        new StateCodec(keys, environment.version(), environment.random(), environment.disk());
    Located located = locate(session, project);
    LocalWorkspaces workspaces = located.workspaces();
    if (workspaces == null) {
      return new Opened(null, null, located.diagnostics());
    }
    var backend =
        new LocalBackend(
            workspaces.directory(workspace),
            codec,
            ProcessIdentity.current(),
            environment.clock(),
            environment.lineages(),
            environment.temporary(),
            environment.disk());
    return new Opened(backend, codec, Diagnostics.none());
  }

  /// The workspaces of the project's states.
  public static Located locate(Session session, Project project) {
    Path directory = session.environment().resolve(project.directory());
    BackendSettings settings = project.settings().backend();
    if (settings != null && settings.path() != null) {
      Path file = directory.resolve(settings.path());
      if (!STATE.equals(String.valueOf(file.getFileName()))) {
        return new Located(null, Diagnostics.of(badName(settings)));
      }
      directory = file.getParent() == null ? directory : file.getParent();
    }
    Path shown = shown(session.environment().workingDirectory(), directory);
    return new Located(
        new LocalWorkspaces(shown, session.environment().durableFiles()), Diagnostics.none());
  }

  private static Diagnostic missingWorkspace(
      LocalWorkspaces workspaces, SelectedWorkspace selected) {
    String way =
        switch (selected.origin()) {
          case VARIABLE ->
              "The environment variable %s names it.%s"
                  .formatted(
                      SelectedWorkspace.VARIABLE,
                      LocalWorkspaces.isName(selected.name()) ? making(selected.name()) : "");
          case SELECTION ->
              "It was selected and has gone since. To select another:\n\n    esform workspace select %s\n"
                  .formatted(LocalWorkspaces.DEFAULT);
          case PLAN_FILE -> "The plan was made for it." + making(selected.name());
        };
    return Diagnostic.error(
        "Unknown workspace",
        "There is no workspace \"%s\".%s %s"
            .formatted(selected.name(), suggestion(workspaces, selected.name()), way));
  }

  private static String making(String name) {
    return " To make it:\n\n    esform workspace new %s\n".formatted(name);
  }

  private static String suggestion(LocalWorkspaces workspaces, String name) {
    try {
      return Suggestion.didYouMean(name, workspaces.names());
    } catch (IOException _) {
      // Without a list there is nothing to suggest; that the workspace is missing is said anyway.
      return "";
    }
  }

  /// The path as seen from where the process itself stands, when that is the working directory.
  private static Path shown(Path workingDirectory, Path directory) {
    boolean here = workingDirectory.equals(Path.of("").toAbsolutePath());
    return here && directory.startsWith(workingDirectory)
        ? workingDirectory.relativize(directory)
        : directory;
  }

  private static @Nullable KeySource keys(
      Session session, String directory, @Nullable EncryptionSettings encryption) {
    if (encryption == null) {
      return new KeySource.NoKey();
    }
    if (encryption.keyFile() != null) {
      Path base = session.environment().resolve(directory);
      return new KeySource.KeyFile(base.resolve(encryption.keyFile()));
    }
    String name = encryption.passphraseEnvironment();
    String passphrase = name == null ? null : session.environment().variables().get(name);
    return passphrase == null || passphrase.isEmpty() ? null : new KeySource.Passphrase(passphrase);
  }

  private static Diagnostic missingPassphrase(@Nullable EncryptionSettings encryption) {
    String name = encryption == null ? "" : String.valueOf(encryption.passphraseEnvironment());
    return Diagnostic.error(
        "No passphrase for the state",
        "The state's secrets are sealed with a passphrase, which is taken from the environment "
            + "variable %s. It is not set. Set it and run again.".formatted(name),
        encryption == null ? null : encryption.range());
  }

  private static Diagnostic badName(BackendSettings settings) {
    return Diagnostic.error(
        "Unsupported state file name",
        "The file that a local backend keeps its state in is always named %s; its path may name"
                .formatted(STATE)
            + " another directory: path = \"states/prod/%s\".".formatted(STATE),
        settings.range());
  }
}
