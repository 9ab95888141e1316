package io.esform.state.backend.objects;

import io.esform.diag.Diagnostic;
import io.esform.diag.Diagnostics;
import io.esform.state.backend.objects.ObjectStore.Refused;
import java.io.IOException;

/// Tests whether a store honours the conditions of writes. A store that ignores them would let two
/// runs overwrite each other's state.
final class StoreCheck {

  private StoreCheck() {}

  /// Writes and removes an object.
  ///
  /// @param key of an object that does not exist
  /// @return an error if a write succeeds although its condition does not hold
  static Diagnostics run(ObjectStore store, String key) throws IOException {
    String etag = new ConditionalWrites(store).put(key, "1\n", null).etag();
    try {
      return isRefused(() -> store.create(key, "2\n"))
              && isRefused(() -> store.replace(key, "3\n", otherThan(store, key, etag)))
          ? Diagnostics.none()
          : Diagnostics.of(unsafe(store.location(key)));
    } finally {
      store.delete(key);
    }
  }

  /// The ETag of an earlier content of the object.
  private static String otherThan(ObjectStore store, String key, String etag) throws IOException {
    store.replace(key, "4\n", etag);
    return etag;
  }

  private interface Write {
    void run() throws IOException;
  }

  private static boolean isRefused(Write write) throws IOException {
    try {
      write.run();
      return false;
    } catch (Refused _) {
      return true;
    }
  }

  private static Diagnostic unsafe(String location) {
    return Diagnostic.error(
        "Store does not support conditional writes",
        "The store of \"%s\" ignores the headers If-None-Match and If-Match. Without them, two runs could overwrite each other's state. Use a store that supports both, or a newer version of it."
            .formatted(location));
  }
}
