package io.esform.state.backend.objects;

import io.esform.state.backend.objects.ObjectStore.Denied;
import io.esform.state.backend.objects.ObjectStore.Refused;
import io.esform.state.backend.objects.ObjectStore.Stored;
import java.io.IOException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Conditional writes that find out their outcome. If the answer is lost, or the condition did not
/// hold, the object is read: a write whose content is there has succeeded, and one whose object is
/// unchanged is repeated.
final class ConditionalWrites {

  private static final int ATTEMPTS = 5;

  private final ObjectStore store;

  ConditionalWrites(ObjectStore store) {
    this.store = store;
  }

  /// @param certain whether the store has confirmed this write. Otherwise its content was found,
  ///   and another run may have written the same content
  record Written(String etag, boolean certain) {}

  /// Writes an object.
  ///
  /// @param etag of the content that it replaces; null if the object must not exist
  /// @throws Refused if another run has written the object; this write cannot be executed any more
  /// @throws Denied if the store rejects the request
  /// @throws IOException if the outcome is unknown: the write may still be executed
  Written put(String key, String content, @Nullable String etag) throws IOException {
    for (int attempt = 1; ; attempt++) {
      try {
        return new Written(
            etag == null ? store.create(key, content) : store.replace(key, content, etag), true);
      } catch (Denied denied) {
        if (attempt == 1) {
          throw denied;
        }
        throw new IOException(denied.getMessage(), denied);
      } catch (IOException doubt) {
        Stored now = found(key, doubt);
        if (now != null && now.content().equals(content)) {
          return new Written(now.etag(), false);
        }
        if (!Objects.equals(etag, now == null ? null : now.etag())) {
          throw new Refused("another run has written it");
        }
        if (attempt == ATTEMPTS) {
          throw doubt instanceof Refused ? new IOException(doubt.getMessage(), doubt) : doubt;
        }
      }
    }
  }

  private @Nullable Stored found(String key, IOException doubt) throws IOException {
    try {
      return store.get(key);
    } catch (IOException failure) {
      var unknown = new IOException(doubt.getMessage(), doubt);
      unknown.addSuppressed(failure);
      throw unknown;
    }
  }
}
