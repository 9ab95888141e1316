package io.esform.cli.command;

import io.esform.cli.project.Backends;
import io.esform.cli.project.Project;
import io.esform.cli.project.ProjectLoader;
import io.esform.cli.project.ProjectLoader.LoadedProject;
import io.esform.cli.session.Session;
import io.esform.state.State;
import io.esform.state.backend.Backend;
import org.jspecify.annotations.Nullable;

/// Reads the state of a configuration without evaluating the configuration.
final class StateReader {

  private StateReader() {}

  /// The state; null when it cannot be read, which has been reported.
  static @Nullable State read(Session session) {
    return read(session, ProjectLoader.load(session));
  }

  static @Nullable State read(Session session, LoadedProject loaded) {
    Project project = loaded.project();
    if (loaded.diagnostics().hasErrors()) {
      session.report(loaded.diagnostics(), project.sources());
      return null;
    }
    Backends.Opened opened = Backends.open(session, project);
    Backend backend = opened.backend();
    if (backend == null) {
      session.report(opened.diagnostics(), project.sources());
      return null;
    }
    Backend.Loaded state = backend.load();
    session.report(opened.diagnostics().and(state.diagnostics()), project.sources());
    return state.state();
  }
}
