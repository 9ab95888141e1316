package io.esform.testing.store;

import java.io.IOException;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Objects by key. Every write is conditional: it names the version that it replaces, or that the
/// object must not exist. Thread-safe.
public final class ObjectStore {

  private final TreeMap<String, Stored> objects = new TreeMap<>();
  private long versions;
  private int requests;
  private boolean failing;

  /// @param etag identifies this version of the object
  public record Stored(String content, String etag) {}

  /// The object does not have the expected version.
  public static final class Conflict extends IOException {
    private static final long serialVersionUID = 1;

    Conflict(String key) {
      super("412 Precondition Failed: " + key);
    }
  }

  /// Another store with the same objects.
  public synchronized ObjectStore copy() {
    var copy = new ObjectStore();
    copy.objects.putAll(objects);
    copy.versions = versions;
    return copy;
  }

  /// The number of requests so far.
  public synchronized int requests() {
    return requests;
  }

  /// Lets all further requests fail, or succeed again.
  public synchronized void setFailing(boolean value) {
    failing = value;
  }

  /// Null if the object does not exist.
  public synchronized @Nullable Stored get(String key) throws IOException {
    request();
    return objects.get(key);
  }

  /// The keys with this prefix, in order.
  public synchronized List<String> keys(String prefix) throws IOException {
    request();
    return objects.keySet().stream().filter(key -> key.startsWith(prefix)).toList();
  }

  /// Writes an object.
  ///
  /// @param etag the version that it replaces; null if the object must not exist
  /// @return the new version
  /// @throws Conflict if the object has another version
  public synchronized String put(String key, String content, @Nullable String etag)
      throws IOException {
    request();
    check(key, etag);
    var stored = new Stored(content, "v" + ++versions);
    objects.put(key, stored);
    return stored.etag();
  }

  /// Removes an object.
  ///
  /// @param etag the version to remove
  /// @throws Conflict if the object has another version or does not exist
  public synchronized void delete(String key, String etag) throws IOException {
    request();
    check(key, etag);
    objects.remove(key);
  }

  /// Removes any version of an object. Does nothing if there is none.
  public synchronized void delete(String key) throws IOException {
    request();
    objects.remove(key);
  }

  private void request() throws IOException {
    requests++;
    if (failing) {
      throw new IOException("503 Slow Down");
    }
  }

  private void check(String key, @Nullable String etag) throws Conflict {
    Stored now = objects.get(key);
    if (now == null ? etag != null : !now.etag().equals(etag)) {
      throw new Conflict(key);
    }
  }
}
