package io.esform.state.backend.objects;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Objects in memory. As in many stores, the ETag depends only on the content. Each request takes a
/// second. Thread-safe.
public final class MemoryStore implements ObjectStore {

  private final TreeMap<String, String> objects = new TreeMap<>();

  /// The numbers of the requests that have written the objects, by key.
  private final TreeMap<String, Integer> written = new TreeMap<>();

  private int requests;
  private boolean isReadOnly;

  /// The number of requests so far.
  public synchronized int requests() {
    return requests;
  }

  /// Refuses all further writes, or accepts them again.
  public synchronized void setReadOnly(boolean readOnly) {
    isReadOnly = readOnly;
  }

  private void checkWritable() throws Denied {
    if (isReadOnly) {
      throw new Denied("403 Access Denied", new IOException());
    }
  }

  /// The contents by key.
  synchronized SortedMap<String, String> objects() {
    return new TreeMap<>(objects);
  }

  /// Writes or removes an object without a condition.
  ///
  /// @param content null to remove the object
  public synchronized void overwrite(String key, @Nullable String content) {
    requests++;
    objects.remove(key);
    if (content != null) {
      objects.put(key, content);
      written.put(key, requests);
    }
  }

  static String etagOf(String content) {
    return "\"%08x-%d\"".formatted(content.hashCode(), content.length());
  }

  @Override
  public synchronized @Nullable Stored get(String key) {
    requests++;
    String content = objects.get(key);
    return content == null ? null : new Stored(content, etagOf(content));
  }

  @Override
  public synchronized @Nullable String etag(String key) {
    Stored found = get(key);
    return found == null ? null : found.etag();
  }

  @Override
  public synchronized String create(String key, String content) throws IOException {
    return put(key, content, null);
  }

  @Override
  public synchronized String replace(String key, String content, String etag) throws IOException {
    return put(key, content, etag);
  }

  private String put(String key, String content, @Nullable String etag) throws IOException {
    checkWritable();
    Stored now = get(key);
    if (!Objects.equals(etag, now == null ? null : now.etag())) {
      throw new Refused("412 Precondition Failed");
    }
    objects.put(key, content);
    written.put(key, requests);
    return etagOf(content);
  }

  @Override
  public synchronized List<Listed> list(String prefix) {
    requests++;
    return objects.keySet().stream()
        .filter(key -> key.startsWith(prefix))
        .map(key ->
            new Listed(
                key,
                requireNonNull(objects.get(key)).getBytes(StandardCharsets.UTF_8).length,
                Instant.ofEpochSecond(requireNonNull(written.get(key)))))
        .toList();
  }

  @Override
  public synchronized void delete(String key) throws IOException {
    checkWritable();
    requests++;
    objects.remove(key);
  }

  @Override
  public String location(String key) {
    return "memory://" + key;
  }
}
