package io.esform.state.file;

import io.esform.diag.Diagnostic;
import io.esform.diag.Diagnostics;
import io.esform.diag.SourceRange;
import io.esform.state.JournalRecord;
import io.esform.state.State;
import io.esform.state.disk.Disk;
import io.esform.value.Value;
import java.security.SecureRandom;
import java.util.List;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/// Encodes and decodes the text of a state file.
///
/// The text is JSON with two spaces per level and a newline at its end: `version`, `serial`,
/// `checksum`, `lineage`, `esform_version`, `rescued` (when true), `encryption` (when anything is
/// sealed), `outputs`, `resources`, `retired` and `open_calls` (when there are any). The last has
/// the records of calls whose results the state does not contain yet. Sensitive values are sealed;
/// the same codec gives the same text for the same state. Thread-safe.
public final class StateCodec {

  private final String esformVersion;
  private final Keyring keyring;
  private final StateEncoder encoder;
  private final JournalCodec journal;

  /// @param esformVersion written into the state
  /// @param disk of the key file
  public StateCodec(EncryptionKeys keys, String esformVersion, SecureRandom random, Disk disk) {
    this.esformVersion = esformVersion;
    this.keyring = new Keyring(keys, random, disk);
    this.encoder = new StateEncoder(keyring, esformVersion);
    this.journal = new JournalCodec(keyring, esformVersion);
  }

  /// A codec with one key.
  public StateCodec(KeySource key, String esformVersion, SecureRandom random, Disk disk) {
    this(EncryptionKeys.of(key), esformVersion, random, disk);
  }

  /// @param text null when the diagnostics contain an error
  public record Encoded(@Nullable String text, Diagnostics diagnostics) {}

  /// @param state null when the diagnostics contain an error
  /// @param rescued whether {@link #encodeRescued} has created the text
  public record Decoded(@Nullable State state, boolean rescued, Diagnostics diagnostics) {}

  /// @param state null when the diagnostics contain an error
  /// @param open records of calls whose results the state does not contain
  public record DecodedRun(
      @Nullable State state, boolean rescued, List<JournalRecord> open, Diagnostics diagnostics) {}

  /// The version that is written into states.
  public String esformVersion() {
    return esformVersion;
  }

  /// The codec of journals for states of this codec, sealed with the same key.
  public JournalCodec journal() {
    return journal;
  }

  /// The text of a wholly known state. An error when it contains sensitive values and no key exists
  /// to seal them; a missing key file is created.
  public Encoded encode(State state) {
    return encode(state, false, List.of());
  }

  /// The same with records of calls that are not ended yet, for a backend that stores no journal
  /// beside the state.
  public Encoded encode(State state, List<JournalRecord> open) {
    return encode(state, false, open);
  }

  /// The text of a state that its run could not save. The text is marked as rescued, and as the
  /// successor of the state with the previous serial.
  public Encoded encodeRescued(State state) {
    return encode(state, true, List.of());
  }

  private Encoded encode(State state, boolean rescued, List<JournalRecord> open) {
    try {
      return new Encoded(encoder.encode(state, rescued, open), Diagnostics.none());
    } catch (StateFault fault) {
      return new Encoded(null, failure(fault));
    }
  }

  /// Checks that sensitive values can be sealed, if encryption is configured: creates a missing key
  /// file, and reads it again; with KMS creates a data key, unless the state has one.
  ///
  /// @param lineage of the state
  public Diagnostics prepare(String lineage) {
    try {
      keyring.prepare(lineage);
      return Diagnostics.none();
    } catch (StateFault fault) {
      return failure(fault);
    }
  }

  /// The keys of all values that this codec has decoded, in states and journals. A value at the
  /// same place of both counts once.
  public List<KeyUse> keyUses() {
    return keyring.uses();
  }

  /// @param key null when the diagnostics contain an error
  public record CurrentKey(@Nullable KeyUse key, Diagnostics diagnostics) {}

  /// The key of all texts that this codec encodes from now on; a missing key file is created, and
  /// with KMS a new data key.
  public CurrentKey renewKey(String lineage) {
    try {
      return new CurrentKey(keyring.renew(lineage), Diagnostics.none());
    } catch (StateFault fault) {
      return new CurrentKey(null, failure(fault));
    }
  }

  private static Diagnostics failure(StateFault fault) {
    return Diagnostics.of(Diagnostic.error(fault.summary(), fault.detail()));
  }

  /// The state in a text. Errors contain file and line.
  ///
  /// @param file the file's name as the user would write it
  /// @param advice one or two sentences on how to restore a good state, added to every error of the
  ///   text; may be empty
  public Decoded decode(String text, String file, String advice) {
    DecodedRun decoded = decodeRun(text, file, advice);
    return decoded.open().isEmpty()
        ? new Decoded(decoded.state(), decoded.rescued(), decoded.diagnostics())
        : new Decoded(null, false, Diagnostics.of(unfinished(file)));
  }

  private static Diagnostic unfinished(String file) {
    return Diagnostic.error(
        "State of an interrupted run",
        "\"%s\" is the state of a run that has not ended: the results of some calls are unknown. Run esform apply with the backend that it is from, then pull the state again."
            .formatted(file));
  }

  /// The same for a text that may contain open calls.
  public DecodedRun decodeRun(String text, String file, String advice) {
    try {
      var decoder = new StateDecoder(keyring, text);
      return new DecodedRun(
          decoder.decode(), decoder.isRescued(), decoder.openCalls(), Diagnostics.none());
    } catch (StateFault fault) {
      boolean advised = fault.isDamage() && !advice.isEmpty();
      String detail = advised ? fault.detail() + " " + advice : fault.detail();
      return new DecodedRun(
          null, false, List.of(), Diagnostics.of(located(fault, text, file, detail)));
    }
  }

  /// @param outputs by name; null when the diagnostics contain an error
  public record DecodedOutputs(
      @Nullable SortedMap<String, Value> outputs, Diagnostics diagnostics) {}

  /// The outputs in the text of a state, for a reader that needs nothing else: objects are not
  /// decoded, and a key is needed only for sensitive outputs. Errors contain file and line.
  ///
  /// @param file the file's name as the user would write it
  public DecodedOutputs decodeOutputs(String text, String file) {
    try {
      return new DecodedOutputs(
          new StateDecoder(keyring, text, true).outputs(), Diagnostics.none());
    } catch (StateFault fault) {
      return new DecodedOutputs(null, Diagnostics.of(located(fault, text, file, fault.detail())));
    }
  }

  private static Diagnostic located(StateFault fault, String text, String file, String detail) {
    return Diagnostic.error(fault.summary(), detail, rangeOf(text, file, fault.offset()));
  }

  /// Identifies one save of a state.
  public record Header(long serial, String lineage) {}

  /// The header of a state's text, without reading the rest; null when there is none.
  public static @Nullable Header header(String text) {
    return JsonReader.header(text);
  }

  /// Whether two texts of this codec contain the same state, except for its serial.
  public static boolean isSameButSerial(String text, String other) {
    int from = afterSerial(text);
    int otherFrom = afterSerial(other);
    int length = text.length() - from;
    return length == other.length() - otherFrom
        && text.regionMatches(from, other, otherFrom, length);
  }

  /// Serial and checksum precede the lineage in every text.
  private static int afterSerial(String text) {
    return Math.max(0, text.indexOf("\"lineage\""));
  }

  private static @Nullable SourceRange rangeOf(String text, String file, int offset) {
    if (offset == Json.NOWHERE) {
      return null;
    }
    int at = Math.min(offset, text.length());
    int lineStart = text.lastIndexOf('\n', at - 1) + 1;
    int line = 1 + (int) text.substring(0, lineStart).chars().filter(c -> c == '\n').count();
    int column = 1 + text.codePointCount(lineStart, at);
    int end = Math.min(at + 1, text.length());
    return new SourceRange(file, line, column, line, column + (end - at), at, end);
  }
}
