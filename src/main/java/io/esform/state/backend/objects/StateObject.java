package io.esform.state.backend.objects;

import io.esform.state.backend.objects.ConditionalWrites.Written;
import io.esform.state.backend.objects.ObjectStore.Denied;
import io.esform.state.backend.objects.ObjectStore.Refused;
import io.esform.state.backend.objects.ObjectStore.Stored;
import io.esform.state.file.StateCodec;
import io.esform.state.file.StateCodec.Header;
import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The object of a state, and the objects of its earlier versions. Every write replaces the text
/// that this run has read or written last, after it has stored that text as a version.
final class StateObject {

  private static final int VERSIONS = 50;

  private final ObjectStore store;
  private final ConditionalWrites writes;
  private final StateKeys keys;

  /// The object as last read or written; null for none.
  private @Nullable Stored known;

  private boolean isRead;

  /// The texts whose writes may still be executed.
  private final Set<String> unsettled = new HashSet<>();

  private boolean isPruned;

  StateObject(ObjectStore store, StateKeys keys) {
    this.store = store;
    this.writes = new ConditionalWrites(store);
    this.keys = keys;
  }

  String location() {
    return store.location(keys.state());
  }

  /// The text as last read or written; null for none.
  @Nullable String text() {
    return known == null ? null : known.content();
  }

  /// Null without a state, and for a text that is none.
  @Nullable StateDigest digest() {
    String text = text();
    Header header = text == null ? null : StateCodec.header(text);
    return text == null || header == null ? null : StateDigest.of(header, text);
  }

  /// Reads the text; null for none.
  @Nullable String read() throws IOException {
    known = store.get(keys.state());
    isRead = true;
    return text();
  }

  boolean isRead() {
    return isRead;
  }

  boolean isAsRead() throws IOException {
    return Objects.equals(known == null ? null : known.etag(), store.etag(keys.state()));
  }

  /// Whether a write whose outcome is unknown may still be executed.
  boolean isUnsettled() {
    return !unsettled.isEmpty();
  }

  /// Whether this text may have been written by this run, with an unknown outcome.
  boolean mayBeMine(String text) {
    return unsettled.contains(text);
  }

  /// Replaces the state.
  ///
  /// @return whether the store has confirmed the write; otherwise another run may have written the
  ///   same text
  /// @throws Refused if the state is not the one that this run has read or written last
  boolean write(String text) throws IOException {
    Stored replaced = known;
    if (replaced != null) {
      keepVersion(replaced.content());
    }
    try {
      Written written = writes.put(keys.state(), text, replaced == null ? null : replaced.etag());
      known = new Stored(text, written.etag());
      unsettled.clear();
      return written.certain();
    } catch (Refused | Denied settled) {
      throw settled;
    } catch (IOException unknown) {
      unsettled.add(text);
      throw unknown;
    }
  }

  private void keepVersion(String text) throws IOException {
    Header header = StateCodec.header(text);
    if (header == null) {
      return;
    }
    String key = keys.version(header.serial());
    try {
      writes.put(key, text, null);
    } catch (Refused refused) {
      // A version of a state that was removed, with another history.
      Stored older = store.get(key);
      if (older == null) {
        throw new IOException(refused.getMessage(), refused);
      }
      writes.put(key, text, older.etag());
    }
  }

  /// Removes versions beyond the last 50: at the first call all of them, later the one that the
  /// last write has made superfluous.
  void prune() throws IOException {
    String text = text();
    Header header = text == null ? null : StateCodec.header(text);
    if (isPruned && header != null && header.serial() > VERSIONS) {
      store.delete(keys.version(header.serial() - VERSIONS - 1));
    } else if (!isPruned) {
      List<String> all = store.keys(keys.versions());
      for (String key : all.subList(0, Math.max(0, all.size() - VERSIONS))) {
        store.delete(key);
      }
      isPruned = true;
    }
  }
}
