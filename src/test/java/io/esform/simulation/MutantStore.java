package io.esform.simulation;

import io.esform.state.backend.objects.ObjectStore;
import java.io.IOException;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// The store of a process, with a fault.
final class MutantStore implements ObjectStore {

  private final Mutant mutant;
  private final ObjectStore store;
  private final World world;
  private final SortedMap<String, Stored> seen = new TreeMap<>();

  MutantStore(Mutant mutant, ObjectStore store, World world, SimulatedProcess process) {
    this.mutant = mutant;
    this.store = store;
    this.world = world;
    process.note("uses " + mutant);
  }

  @Override
  public @Nullable Stored get(String key) throws IOException {
    Stored now = store.get(key);
    if (mutant != Mutant.STALE_STATE || !key.endsWith(Ledger.STATE) || now == null) {
      return now;
    }
    Stored before = seen.put(key, now);
    return before != null && world.scheduler().random().nextInt(3) == 0 ? before : now;
  }

  @Override
  public @Nullable String etag(String key) throws IOException {
    return store.etag(key);
  }

  @Override
  public String create(String key, String content) throws IOException {
    if (mutant == Mutant.NO_SEAL && content.startsWith("sealed: ")) {
      return "\"unwritten\"";
    }
    boolean overwrites = mutant == Mutant.NO_IF_NONE_MATCH && key.contains(".journal/");
    String existing = overwrites ? store.etag(key) : null;
    return existing == null ? store.create(key, content) : store.replace(key, content, existing);
  }

  @Override
  public String replace(String key, String content, String etag) throws IOException {
    boolean overwrites =
        (mutant == Mutant.UNFENCED_STATE && key.endsWith(Ledger.STATE))
            || (mutant == Mutant.UNFENCED_LOCK && key.endsWith(".lock"));
    String existing = overwrites ? store.etag(key) : etag;
    return store.replace(key, content, existing == null ? etag : existing);
  }

  @Override
  public List<Listed> list(String prefix) throws IOException {
    return store.list(prefix);
  }

  @Override
  public void delete(String key) throws IOException {
    store.delete(key);
  }

  @Override
  public String location(String key) {
    return store.location(key);
  }
}
