package io.esform.state.backend.http;

import io.esform.state.backend.Backend;
import io.esform.state.backend.BackendEnvironment;
import io.esform.state.backend.Processes;
import io.esform.state.backend.Workspaces;
import io.esform.state.file.StateCodec;
import java.io.IOException;
import java.util.List;

/// The default workspace: an address has one state.
record OneWorkspace(HttpSettings settings, BackendEnvironment environment, Processes processes)
    implements Workspaces {

  /// Reads the state, so that a wrong address and missing permissions are errors.
  @Override
  public List<String> names() throws IOException {
    new StateServer(settings, environment.tasks()).get();
    return List.of(DEFAULT);
  }

  @Override
  public boolean isSingle() {
    return true;
  }

  @Override
  public boolean exists(String name) {
    return name.equals(DEFAULT);
  }

  @Override
  public boolean isEmpty(String name) {
    return false;
  }

  @Override
  public void create(String name) throws Unsupported {
    if (!name.equals(DEFAULT)) {
      throw new Unsupported(
          "The backend \"http\" stores the state of one workspace, \"%s\". Use another directory with another address, or the backend \"s3\", which has workspaces."
              .formatted(DEFAULT));
    }
  }

  @Override
  public void delete(String name) throws Unsupported {
    create(name);
  }

  @Override
  public void finishDeletions() {}

  @Override
  public Backend backend(String name, StateCodec codec) {
    return new HttpBackend(
        new StateServer(settings, environment.tasks()), codec, environment, processes);
  }
}
