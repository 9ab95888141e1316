package io.esform.state.backend.objects;

import io.esform.state.backend.Backend;
import io.esform.state.backend.BackendEnvironment;
import io.esform.state.backend.Processes;
import io.esform.state.backend.Workspaces;
import io.esform.state.file.StateCodec;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// The workspaces of one state key. The state of the default workspace has that key, that of any
/// other `PREFIX/NAME/KEY`.
///
/// A mark beside the state's key records that a workspace exists; a second one, that its deletion
/// has begun. The marks are removed after everything else.
public final class ObjectWorkspaces implements Workspaces {

  private final ObjectStore store;
  private final String key;
  private final String prefix;
  private final Duration lease;
  private final BackendEnvironment environment;
  private final Processes processes;

  /// @param key of the default workspace's state
  /// @param prefix of the other workspaces' keys, without a slash at its end
  /// @param lease how long a lock is valid that is not renewed
  public ObjectWorkspaces(
      ObjectStore store,
      String key,
      String prefix,
      Duration lease,
      BackendEnvironment environment,
      Processes processes) {
    this.store = store;
    this.key = key;
    this.prefix = prefix;
    this.lease = lease;
    this.environment = environment;
    this.processes = processes;
  }

  /// @param name accepted by {@link Workspaces#isName}
  private StateKeys keys(String name) {
    return new StateKeys(name.equals(DEFAULT) ? key : prefix + "/" + name + "/" + key);
  }

  @Override
  public Backend backend(String name, StateCodec codec) {
    return new ObjectBackend(store, keys(name).state(), lease, codec, environment, processes);
  }

  @Override
  public boolean exists(String name) throws IOException {
    return name.equals(DEFAULT)
        || (Workspaces.isName(name)
            && store.etag(keys(name).mark()) != null
            && store.etag(keys(name).deleted()) == null);
  }

  @Override
  public List<String> names() throws IOException {
    var marked = new TreeSet<String>();
    var deleted = new TreeSet<String>();
    for (String each : store.keys(prefix + "/")) {
      String name = name(each);
      if (name != null && each.equals(keys(name).mark())) {
        marked.add(name);
      } else if (name != null && each.equals(keys(name).deleted())) {
        deleted.add(name);
      }
    }
    marked.removeAll(deleted);
    var names = new ArrayList<>(List.of(DEFAULT));
    names.addAll(marked);
    return names;
  }

  /// The workspace that an object below the prefix would belong to; null for none.
  private @Nullable String name(String each) {
    String rest = each.substring(prefix.length() + 1);
    int slash = rest.indexOf('/');
    String name = slash < 0 ? "" : rest.substring(0, slash);
    return Workspaces.isName(name) && !name.equals(DEFAULT) ? name : null;
  }

  @Override
  public boolean isEmpty(String name) throws IOException {
    StateKeys keys = keys(name);
    return store.keys(keys.state()).stream().noneMatch(keys::isContent);
  }

  @Override
  public void create(String name) throws IOException {
    StateKeys keys = keys(name);
    if (store.etag(keys.deleted()) != null) {
      finishDeletion(keys);
    }
    createMark(keys.mark());
  }

  @Override
  public void delete(String name) throws IOException {
    StateKeys keys = keys(name);
    createMark(keys.deleted());
    finishDeletion(keys);
  }

  private void createMark(String mark) throws IOException {
    new ConditionalWrites(store).put(mark, "esform\n", null);
  }

  /// The state is removed first: until the second mark is removed, the workspace does not exist.
  private void finishDeletion(StateKeys keys) throws IOException {
    for (String each : store.keys(keys.state())) {
      if (keys.isContent(each)) {
        store.delete(each);
      }
    }
    store.delete(keys.mark());
    store.delete(keys.deleted());
  }

  @Override
  public void finishDeletions() throws IOException {
    for (String each : store.keys(prefix + "/")) {
      String name = name(each);
      if (name != null && each.equals(keys(name).deleted())) {
        finishDeletion(keys(name));
      }
    }
  }
}
