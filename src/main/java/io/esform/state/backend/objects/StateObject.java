package io.esform.state.backend.objects;

import io.esform.diag.Diagnostics;
import io.esform.state.backend.Successor;
import io.esform.state.backend.VersionReader;
import io.esform.state.backend.Versions;
import io.esform.state.backend.Versions.Version;
import io.esform.state.backend.objects.ConditionalWrites.Written;
import io.esform.state.backend.objects.ObjectStore.Denied;
import io.esform.state.backend.objects.ObjectStore.Listed;
import io.esform.state.backend.objects.ObjectStore.Refused;
import io.esform.state.backend.objects.ObjectStore.Stored;
import io.esform.state.file.StateCodec;
import io.esform.state.file.StateCodec.Header;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// The object of a state, and the objects of its earlier versions. Every write replaces the text
/// that this run has read or written last, after it has stored that text as a version.
final class StateObject implements Successor.Saved, VersionReader.Source {

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
  @Override
  public @Nullable String text() {
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

  /// Reads the text for a reader that never writes; null for none. Does not count as a read.
  @Nullable String savedText() throws IOException {
    Stored saved = store.get(keys.state());
    return saved == null ? null : saved.content();
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
    String key = keys.version(serial(text));
    try {
      writes.put(key, text, null);
    } catch (Refused refused) {
      // A version with the same serial that was not a predecessor of this state.
      Stored older = store.get(key);
      if (older == null) {
        throw new IOException(refused.getMessage(), refused);
      }
      writes.put(key, text, older.etag());
    }
  }

  /// The serial of a saved text as a version. A text without a serial follows the other versions.
  private long serial(String text) throws IOException {
    Header header = StateCodec.header(text);
    return header == null ? highest() + 1 : header.serial();
  }

  private long highest() throws IOException {
    return versions(store.list(keys.versions()), null).highest();
  }

  @Override
  public long lastSerial() throws IOException {
    String text = text();
    return text == null ? highest() : Math.max(highest(), serial(text));
  }

  /// Does not count as a read of the state.
  @Override
  public Versions versions() throws IOException {
    List<Listed> listed = store.list(keys.state());
    Stored state = store.get(keys.state());
    Header header = state == null ? null : StateCodec.header(state.content());
    for (Listed each : listed) {
      if (header != null && each.key().equals(keys.state())) {
        return versions(listed, new Version(header.serial(), each.written(), each.size()));
      }
    }
    return versions(listed, null);
  }

  private Versions versions(List<Listed> listed, @Nullable Version current) {
    var bySerial = new TreeMap<Long, Listed>();
    for (Listed each : listed) {
      Long serial = keys.parseVersion(each.key());
      if (serial != null) {
        bySerial.put(serial, each);
      }
    }
    var earlier = new ArrayList<Version>();
    // The object of a version is written immediately before the state that replaces it.
    Instant saved = null;
    for (Map.Entry<Long, Listed> each : bySerial.entrySet()) {
      earlier.add(new Version(each.getKey(), saved, each.getValue().size()));
      saved = each.getValue().written();
    }
    return new Versions(current, earlier, Diagnostics.none());
  }

  @Override
  public @Nullable String versionText(long serial) throws IOException {
    Stored found = store.get(keys.version(serial));
    return found == null ? null : found.content();
  }

  @Override
  public String versionLocation(long serial) {
    return store.location(keys.version(serial));
  }

  /// Removes versions beyond the last ones: at the first call all of them, later the one that the
  /// last write has made superfluous.
  void prune() throws IOException {
    String text = text();
    Header header = text == null ? null : StateCodec.header(text);
    if (isPruned && header != null && header.serial() > Versions.KEPT) {
      store.delete(keys.version(header.serial() - Versions.KEPT - 1));
    } else if (!isPruned) {
      for (Version each : versions(store.list(keys.versions()), null).superfluous()) {
        store.delete(keys.version(each.serial()));
      }
      isPruned = true;
    }
  }
}
