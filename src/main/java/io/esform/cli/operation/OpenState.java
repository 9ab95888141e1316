package io.esform.cli.operation;

import io.esform.cli.project.Backends;
import io.esform.cli.project.Project;
import io.esform.cli.project.ProjectLoader;
import io.esform.cli.project.ProjectLoader.LoadedProject;
import io.esform.cli.session.ExitCode;
import io.esform.cli.session.Session;
import io.esform.diag.Diagnostics;
import io.esform.state.OpenIntent;
import io.esform.state.State;
import io.esform.state.backend.Backend;
import io.esform.state.file.StateCodec;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The backend of a configuration's state. The configuration is loaded, but not evaluated.
public record OpenState(Session session, Project project, Backend backend, StateCodec codec) {

  /// Null on errors, which have been reported.
  public static @Nullable OpenState open(Session session) {
    return open(session, ProjectLoader.load(session));
  }

  /// The same for a loaded configuration.
  public static @Nullable OpenState open(Session session, LoadedProject loaded) {
    Project project = loaded.project();
    if (loaded.diagnostics().hasErrors()) {
      session.report(loaded.diagnostics(), project.sources());
      return null;
    }
    return of(session, project, Backends.open(session, project));
  }

  /// The state of an existing workspace; null on errors, which have been reported.
  public static @Nullable OpenState open(Session session, Project project, String workspace) {
    return of(session, project, Backends.open(session, project, workspace));
  }

  private static @Nullable OpenState of(
      Session session, Project project, Backends.OpenedBackend opened) {
    session.report(opened.diagnostics(), project.sources());
    Backend backend = opened.backend();
    StateCodec codec = opened.codec();
    return backend == null || codec == null
        ? null
        : new OpenState(session, project, backend, codec);
  }

  /// The saved state; null when it cannot be read, which has been reported.
  public @Nullable State load() {
    Backend.Loaded loaded = backend.load();
    report(loaded.diagnostics());
    return loaded.state();
  }

  /// The state, for a change by the user; null when it cannot be read, or when an interrupted run
  /// has left calls with unknown results. The cause has been reported.
  public @Nullable State loadToChange() {
    Backend.Loaded loaded = backend.load();
    report(loaded.diagnostics());
    return loaded.state() != null && isResolved(loaded) ? loaded.state() : null;
  }

  /// Whether no call of an interrupted run is open; if not, an error has been reported.
  public boolean isResolved(Backend.Loaded loaded) {
    if (loaded.open().isEmpty()) {
      return true;
    }
    session.fail(
        "A run was interrupted",
        "The results of its calls for these instances are unknown:\n\n%s\nRun esform apply to determine and record them. The state was not changed.\n"
            .formatted(addresses(loaded.open())));
    return false;
  }

  /// The instances of these calls, one per line, indented.
  public static String addresses(List<OpenIntent> calls) {
    var lines = new StringBuilder();
    calls.forEach(call -> lines.append("    ").append(call.intent().address()).append('\n'));
    return lines.toString();
  }

  public ExitCode report(Diagnostics diagnostics) {
    return session.report(diagnostics, project.sources());
  }
}
