package io.esform.state.backend.objects;

import java.io.IOException;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Objects by key, with atomic conditional writes. A read after a write returns the written content
/// or a later one. Thread-safe.
///
/// An `IOException` that is neither {@link Refused} nor {@link Denied} leaves open whether the
/// request has been or will be executed: its answer was lost. The messages complete "cannot be
/// read: …".
public interface ObjectStore {

  /// @param etag identifies the content, perhaps as its digest: equal contents may have equal ETags
  record Stored(String content, String etag) {}

  /// The condition of a write did not hold, or another write of the object was in progress (HTTP
  /// 412, 409, and 404 for a missing object). A client that repeats requests may have executed an
  /// earlier attempt of the same write.
  final class Refused extends IOException {
    private static final long serialVersionUID = 1;

    public Refused(String message) {
      super(message);
    }
  }

  /// The store has rejected the request and will reject a repetition: no such bucket, no
  /// permission.
  final class Denied extends IOException {
    private static final long serialVersionUID = 1;

    public Denied(String message, @Nullable Throwable cause) {
      super(message, cause);
    }
  }

  /// Null if the object does not exist.
  @Nullable Stored get(String key) throws IOException;

  /// The ETag of an object, without its content; null if the object does not exist.
  @Nullable String etag(String key) throws IOException;

  /// Writes an object that does not exist (`If-None-Match: *`).
  ///
  /// @return its ETag
  /// @throws Refused if it exists
  String create(String key, String content) throws IOException;

  /// Replaces the object with this ETag (`If-Match`).
  ///
  /// @return the new ETag
  /// @throws Refused if the object has another ETag or does not exist
  String replace(String key, String content, String etag) throws IOException;

  /// All objects whose keys have this prefix, in the order of their keys.
  List<Listed> list(String prefix) throws IOException;

  /// @param size in bytes
  /// @param written the time of the last write, by the store's clock
  record Listed(String key, long size, Instant written) {}

  /// All keys with this prefix, in order.
  default List<String> keys(String prefix) throws IOException {
    return list(prefix).stream().map(Listed::key).toList();
  }

  /// Removes an object. Does nothing if it does not exist.
  void delete(String key) throws IOException;

  /// The object's address, for display.
  String location(String key);
}
