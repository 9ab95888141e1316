package io.esform.testing.store;

import io.esform.state.backend.Backend;
import io.esform.state.backend.BackendEnvironment;
import io.esform.state.backend.Workspaces;
import io.esform.state.file.StateCodec;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/// Workspaces in an {@link ObjectStore}: all objects of `NAME` are below `PREFIX/NAME/`, and one of
/// them marks its existence.
record StoreWorkspaces(ObjectStore store, String prefix, BackendEnvironment environment)
    implements Workspaces {

  private static final String MARK = "workspace";

  private String key(String name, String object) {
    return prefix + "/" + name + "/" + object;
  }

  @Override
  public List<String> names() throws IOException {
    var names = new ArrayList<>(List.of(DEFAULT));
    for (String key : store.keys(prefix + "/")) {
      String[] parts = key.substring(prefix.length() + 1).split("/", -1);
      if (parts[1].equals(MARK)) {
        names.add(parts[0]);
      }
    }
    return names;
  }

  @Override
  public boolean exists(String name) throws IOException {
    return name.equals(DEFAULT) || (Workspaces.isName(name) && store.get(key(name, MARK)) != null);
  }

  @Override
  public boolean isEmpty(String name) throws IOException {
    return store.keys(key(name, "")).stream().allMatch(key(name, MARK)::equals);
  }

  @Override
  public void create(String name) throws IOException {
    if (!exists(name)) {
      store.put(key(name, MARK), "", null);
    }
  }

  /// The mark is removed first: without it the workspace does not exist, even if other objects
  /// remain.
  @Override
  public void delete(String name) throws IOException {
    store.delete(key(name, MARK));
    finishDeletions();
  }

  @Override
  public void finishDeletions() throws IOException {
    List<String> names = names();
    for (String key : store.keys(prefix + "/")) {
      String name = key.substring(prefix.length() + 1).split("/", -1)[0];
      if (!names.contains(name)) {
        store.delete(key);
      }
    }
  }

  @Override
  public Backend backend(String name, StateCodec codec) {
    return new StoreBackend(store, key(name, ""), codec, environment);
  }
}
