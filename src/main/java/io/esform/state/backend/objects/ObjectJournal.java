package io.esform.state.backend.objects;

import io.esform.diag.Diagnostics;
import io.esform.state.JournalRecord;
import io.esform.state.backend.Appends;
import io.esform.state.backend.StateFaults;
import io.esform.state.backend.objects.ObjectStore.Denied;
import io.esform.state.backend.objects.ObjectStore.Refused;
import io.esform.state.backend.objects.ObjectStore.Stored;
import io.esform.state.backend.objects.StateKeys.JournalKey;
import io.esform.state.file.JournalCodec;
import io.esform.state.file.StateCodec.Header;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The journals of a state: for each run a sequence of objects, numbered without gaps. Each append
/// creates the next one, if no object has that number. Another run ends the journal by creating the
/// next number itself, as a seal. A seal is never removed: a suspended run may append at any time.
///
/// Each object names the state that its records change, with a digest of its text. Objects of
/// replaced states are ignored, so they can be removed one by one, and late.
final class ObjectJournal {

  private static final String SEAL = "sealed: ";
  private static final String MOVED = "moved, ";
  private static final int MAX_STEPS = 10_000;

  private final ObjectStore store;
  private final ConditionalWrites writes;
  private final StateKeys keys;
  private final JournalCodec codec;

  /// The keys at the last read.
  private List<String> listed = List.of();

  private int next = 1;

  /// The objects that this run has created and not removed. The last one is removed at the end of
  /// the run: a run that seals this journal continues from its number.
  private List<Created> created = new ArrayList<>();

  private final Appends appends = new Appends();

  /// Whether an append with the next number may still be executed.
  private boolean unsettled;

  ObjectJournal(ObjectStore store, StateKeys keys, JournalCodec codec) {
    this.store = store;
    this.writes = new ConditionalWrites(store);
    this.keys = keys;
    this.codec = codec;
  }

  private record Created(JournalKey key, StateDigest base) {}

  /// A record object.
  ///
  /// @param base the state that the records change
  /// @param isMoved whether the records were moved from a sealed journal, before the write of the
  ///   state that they change
  /// @param text of the journal, with its header
  record Entry(JournalKey key, StateDigest base, boolean isMoved, String text) {}

  /// The journal of this run was sealed by another one.
  static final class Sealed extends IOException {
    private static final long serialVersionUID = 1;

    Sealed() {
      super("another run has sealed it");
    }
  }

  /// Whether this run has appended since the last save, with or without success.
  boolean isBegun() {
    return appends.isBegun();
  }

  /// Whether an append whose outcome is unknown may still be executed.
  boolean isUnsettled() {
    return unsettled;
  }

  /// Whether this run has appended since the last save, always with success.
  boolean holdsAll() {
    return appends.isWhole();
  }

  /// Creates one object with these records. After a failure, every further call fails until {@link
  /// #fold}.
  ///
  /// @throws Sealed if this run has lost its lock
  Diagnostics append(StateDigest base, String run, List<JournalRecord> records) throws Sealed {
    return append("", base, run, records);
  }

  /// Creates one object with records of sealed journals.
  ///
  /// @param base the state that is written next
  /// @throws Sealed if this run has lost its lock
  Diagnostics move(StateDigest base, String run, List<JournalRecord> records) throws Sealed {
    return append(MOVED, base, run, records);
  }

  private Diagnostics append(String mark, StateDigest base, String run, List<JournalRecord> records)
      throws Sealed {
    return appends.attempt(() -> {
      JournalCodec.Encoded encoded = codec.encode(records, base.header().lineage());
      String lines = encoded.lines();
      return lines == null ? encoded.diagnostics() : write(mark, base, run, lines);
    });
  }

  private Diagnostics write(String mark, StateDigest base, String run, String lines) throws Sealed {
    String text = mark + base.format() + codec.header(base.header(), run) + lines;
    try {
      put(base, run, text);
      return Diagnostics.none();
    } catch (Sealed sealed) {
      appends.fail(unwritable(run, sealed));
      throw sealed;
    } catch (IOException problem) {
      unsettled = unsettled || !(problem instanceof Denied);
      return unwritable(run, problem);
    }
  }

  private void put(StateDigest base, String run, String text) throws IOException {
    for (int step = 0; step < MAX_STEPS; step++) {
      var key = new Created(new JournalKey(run, next), base);
      try {
        writes.put(keys.journal(run, next), text, null);
        created.add(key);
        next++;
        unsettled = false;
        return;
      } catch (Refused refused) {
        Stored found = store.get(keys.journal(run, next));
        if (found == null) {
          throw new IOException(refused.getMessage(), refused);
        }
        if (isSeal(found)) {
          throw new Sealed();
        }
        // An earlier append of this run, whose answer was lost, has been executed late.
        created.add(key);
        next++;
      }
    }
    throw new IOException("too many objects exist");
  }

  private Diagnostics unwritable(String run, IOException problem) {
    return StateFaults.notAppended(store.location(keys.journal(run, next)), problem);
  }

  private static boolean isSeal(Stored object) {
    return object.content().startsWith(SEAL);
  }

  /// Ends the journal of another run. Returns after none of its appends can succeed any more.
  ///
  /// @param by the run that seals
  void seal(String run, String by) throws IOException {
    int number = 1;
    for (String key : store.keys(keys.journal(run))) {
      JournalKey parsed = keys.parseJournal(key);
      number = parsed == null ? number : Math.max(number, parsed.number());
    }
    for (int step = 0; step < MAX_STEPS; step++, number++) {
      String key = keys.journal(run, number);
      try {
        writes.put(key, SEAL + by + "\n", null);
        return;
      } catch (Refused _) {
        Stored found = store.get(key);
        if (found != null && isSeal(found)) {
          return;
        }
      }
    }
    throw new IOException("its holder keeps writing");
  }

  /// Whether the same objects exist as at the last {@link #read}.
  boolean isAsRead() throws IOException {
    return store.keys(keys.journals()).equals(listed);
  }

  /// All record objects of all runs, in order.
  List<Entry> read() throws IOException {
    var entries = new ArrayList<Entry>();
    listed = store.keys(keys.journals());
    for (String name : listed) {
      JournalKey key = keys.parseJournal(name);
      Stored object = key == null ? null : store.get(name);
      if (key != null && object != null && !isSeal(object)) {
        entries.add(entry(key, name, object.content()));
      }
    }
    return List.copyOf(entries);
  }

  private Entry entry(JournalKey key, String name, String content) throws IOException {
    boolean moved = content.startsWith(MOVED);
    int end = content.indexOf('\n') + 1;
    StateDigest base = StateDigest.parse(content.substring(moved ? MOVED.length() : 0, end));
    if (base == null) {
      throw new IOException(
          "\"%s\" is not a journal of this version of esform".formatted(store.location(name)));
    }
    return new Entry(key, base, moved, content.substring(end));
  }

  /// The records of these objects, as of one journal.
  JournalCodec.Decoded decode(List<Entry> entries) {
    var records = new ArrayList<JournalRecord>();
    Header base = null;
    String run = null;
    for (Entry each : entries) {
      String name = store.location(keys.journal(each.key().run(), each.key().number()));
      JournalCodec.Decoded decoded =
          codec.decode(each.text().getBytes(StandardCharsets.UTF_8), name);
      if (decoded.diagnostics().hasErrors()) {
        return decoded;
      }
      base = decoded.base();
      run = decoded.run();
      records.addAll(decoded.records());
    }
    return new JournalCodec.Decoded(base, run, List.copyOf(records), Diagnostics.none());
  }

  /// Removes the objects whose records the saved state contains, except the last one of this run.
  ///
  /// @param saved null for none
  /// @param read objects of any run
  void fold(@Nullable StateDigest saved, List<Entry> read) throws IOException {
    appends.reset();
    List<JournalKey> mine = created.stream().map(Created::key).toList();
    for (Entry each : read) {
      if (!each.base().equals(saved) && !mine.contains(each.key())) {
        remove(each.key());
      }
    }
    while (created.size() > 1 && !created.getFirst().base().equals(saved)) {
      remove(created.getFirst().key());
      created.removeFirst();
    }
  }

  /// Ends the run: removes also its last object, unless the saved state does not contain its
  /// records.
  void end(@Nullable StateDigest saved) throws IOException {
    List<Created> last = created;
    created = new ArrayList<>();
    next = 1;
    unsettled = false;
    appends.reset();
    for (Created each : last) {
      if (!each.base().equals(saved)) {
        remove(each.key());
      }
    }
  }

  private void remove(JournalKey key) throws IOException {
    store.delete(keys.journal(key.run(), key.number()));
  }
}
