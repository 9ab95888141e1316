package io.esform.testing.store;

import java.io.IOException;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Objects by key. Every write names the version that it replaces, or says that there must be none.
/// Safe for several threads.
public final class ObjectStore {

  private final TreeMap<String, Stored> objects = new TreeMap<>();
  private long versions;
  private int requests;
  private boolean failing;

  /// @param etag names this version of the object
  public record Stored(String content, String etag) {}

  /// The object is not the version that was to be replaced.
  public static final class Conflict extends IOException {
    private static final long serialVersionUID = 1;

    Conflict(String key) {
      super("412 Precondition Failed: " + key);
    }
  }

  /// How many requests there were so far.
  public synchronized int requests() {
    return requests;
  }

  /// Lets every request from now on fail, or work again.
  public synchronized void setFailing(boolean value) {
    failing = value;
  }

  /// Null when there is no such object.
  public synchronized @Nullable Stored get(String key) throws IOException {
    request();
    return objects.get(key);
  }

  /// The keys that begin like this, in order.
  public synchronized List<String> keys(String prefix) throws IOException {
    request();
    return objects.keySet().stream().filter(key -> key.startsWith(prefix)).toList();
  }

  /// Writes an object.
  ///
  /// @param etag the version that it replaces; null when there must be none
  /// @return the new version
  /// @throws Conflict when that is not so
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
  /// @param etag the version that is removed
  /// @throws Conflict when there is another or none
  public synchronized void delete(String key, String etag) throws IOException {
    request();
    check(key, etag);
    objects.remove(key);
  }

  /// Removes an object, whichever it is. Does nothing when there is none.
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
