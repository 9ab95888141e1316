package io.esform.cli.operation;

import io.esform.cli.project.ConfiguredBackend;
import io.esform.cli.project.Project;
import io.esform.cli.project.StoredBackend;
import io.esform.cli.session.Session;
import io.esform.config.Settings.BackendSettings;
import io.esform.diag.Diagnostic;
import io.esform.diag.Diagnostics;
import io.esform.state.State;
import io.esform.state.backend.Workspaces;
import io.esform.state.file.StateCodec;
import java.io.IOException;

/// Detects a new `backend` block without objects, while the states are still in the default
/// backend: a plan would create all objects a second time.
final class UnmovedState {

  private UnmovedState() {}

  /// Returns an error for such a block, unless `esform init` was run.
  ///
  /// @param state in the configured backend
  static Diagnostics check(Session session, Project project, StateCodec codec, State state) {
    BackendSettings block = project.settings().backend();
    // A run that takes over the lock of a killed run saves the state, also an empty one.
    if (block == null || !state.isEmpty()) {
      return Diagnostics.none();
    }
    try {
      if (StoredBackend.read(session, project.directory()) != null) {
        return Diagnostics.none();
      }
      Workspaces beside =
          ConfiguredBackend.of(session.environment().backends().getFirst())
              .open(session.environment(), project.directory())
              .workspaces();
      String workspace = project.workspace().name();
      if (beside == null || !beside.exists(workspace)) {
        return Diagnostics.none();
      }
      State old = beside.backend(workspace, codec).load().state();
      int objects = old == null ? 0 : old.instances().size() + old.deposed().size();
      return objects == 0 ? Diagnostics.none() : Diagnostics.of(unmoved(block, objects));
    } catch (IOException _) {
      // The configured backend was readable; nothing is known about another one.
      return Diagnostics.none();
    }
  }

  private static Diagnostic unmoved(BackendSettings block, int objects) {
    return Diagnostic.error(
        "State is in another backend",
        """
        The state in the backend "%s" is empty, but the state file next to the configuration has %s. \
        With the empty state, they would be created again. To move the state to the new backend:

            esform init --migrate-state

        To begin with an empty state:

            esform init --reconfigure
        """
            .formatted(block.type(), objects == 1 ? "an object" : objects + " objects"),
        block.range());
  }
}
