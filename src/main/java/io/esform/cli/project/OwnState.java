package io.esform.cli.project;

import io.esform.state.backend.BackendEnvironment;
import io.esform.state.backend.BackendType;
import io.esform.value.Value.ObjectValue;
import org.jspecify.annotations.Nullable;

/// The place of the state of the loaded configuration, to recognise it among others. Providers
/// exist before the backend is opened, so it is set later. Thread-safe.
final class OwnState {

  private final String workspace;
  private volatile @Nullable ConfiguredBackend backend;

  OwnState(String workspace) {
    this.workspace = workspace;
  }

  /// @param opened null for none
  void isIn(@Nullable ConfiguredBackend opened) {
    backend = opened;
  }

  /// Whether these arguments certainly open this state.
  boolean is(
      BackendType type,
      ObjectValue arguments,
      String otherWorkspace,
      BackendEnvironment environment) {
    ConfiguredBackend own = backend;
    return own != null
        && otherWorkspace.equals(workspace)
        && type.name().equals(own.type().name())
        && type.identity(arguments, environment)
            .equals(type.identity(own.arguments(), environment));
  }
}
