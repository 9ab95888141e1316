package io.esform.state.file;

import io.esform.diag.Diagnostic;
import io.esform.diag.Diagnostics;
import io.esform.diag.EsformBug;
import io.esform.state.JournalRecord;
import io.esform.state.file.StateCodec.Header;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Encodes and decodes the content of a journal file.
///
/// The content is JSON lines. The first line identifies the state that the journal is based on;
/// each further line is a record. Sensitive values are sealed as in the state. Thread-safe.
public final class JournalCodec {

  private static final long VERSION = 1;
  private static final String HEADER = "journal";

  private final Keyring keyring;
  private final String esformVersion;

  JournalCodec(Keyring keyring, String esformVersion) {
    this.keyring = keyring;
    this.esformVersion = esformVersion;
  }

  /// @param lines null when the diagnostics contain an error
  public record Encoded(@Nullable String lines, Diagnostics diagnostics) {}

  /// @param base the state that the journal is based on; null when the file does not contain a
  ///   complete first line, and when the diagnostics contain an error
  /// @param run identifies the run that wrote the journal; null if the base is null, empty when
  ///   missing
  /// @param records in the order of the file
  public record Decoded(
      @Nullable Header base,
      @Nullable String run,
      List<JournalRecord> records,
      Diagnostics diagnostics) {

    /// The result for a journal that does not exist.
    public static Decoded nothing() {
      return new Decoded(null, null, List.of(), Diagnostics.none());
    }

    public static Decoded failed(Diagnostic fault) {
      return new Decoded(null, null, List.of(), Diagnostics.of(fault));
    }
  }

  /// The first line of a journal for this state.
  ///
  /// @param run identifies the run that writes it
  public String header(Header base, String run) {
    try {
      return JournalLine.write(
          new Json.Builder()
              .put("record", Json.of(HEADER))
              .put("version", Json.of(VERSION))
              .put("esform_version", Json.of(esformVersion))
              .put("run", Json.of(run))
              .put("lineage", Json.of(base.lineage()))
              .put("serial", Json.of(base.serial())));
    } catch (StateFault fault) {
      throw new EsformBug("The first line of a journal has no JSON form.", fault);
    }
  }

  /// One line per record. An error when a record contains sensitive values and no key exists to
  /// seal them.
  public Encoded encode(List<JournalRecord> records, String lineage) {
    var lines = new StringBuilder();
    var json = new JournalRecordJson(keyring, lineage);
    try {
      for (JournalRecord each : records) {
        lines.append(JournalLine.write(json.write(each)));
      }
      return new Encoded(lines.toString(), Diagnostics.none());
    } catch (StateFault fault) {
      return new Encoded(null, Diagnostics.of(Diagnostic.error(fault.summary(), fault.detail())));
    }
  }

  /// The run that wrote a journal; null when the first line is incomplete.
  ///
  /// @param content at least the first line
  public @Nullable String run(byte[] content) {
    int end = endOfLine(content, 0);
    String text = end < content.length ? JournalLine.read(Arrays.copyOf(content, end)) : null;
    try {
      return text == null ? null : runOf(new ObjectReader(JsonReader.read(text)));
    } catch (StateFault _) {
      return null;
    }
  }

  private static String runOf(ObjectReader header) throws StateFault {
    return header.find("run") == null ? "" : header.text("run");
  }

  /// The records of a journal. Ignores the remains of a last write that a crash interrupted: a line
  /// without its end, or with gaps that were not written. Any other damaged line is an error.
  ///
  /// @param file the file's name as the user would write it
  public Decoded decode(byte[] content, String file) {
    var lines = new Lines(content);
    var records = new ArrayList<JournalRecord>();
    Header base = null;
    String run = null;
    for (Line line = lines.next(); line != null; line = lines.next()) {
      String text = line.text();
      if (text == null) {
        return lines.restIsUnwritten()
            ? new Decoded(base, run, List.copyOf(records), Diagnostics.none())
            : Decoded.failed(damaged(file, line.number()));
      }
      try {
        if (base == null) {
          var members = new ObjectReader(JsonReader.read(text));
          base = readHeader(members);
          run = runOf(members);
        } else {
          records.add(new JournalRecordJson(keyring, base.lineage()).read(text));
        }
      } catch (StateFault fault) {
        return Decoded.failed(unreadable(file, line.number(), fault));
      }
    }
    return new Decoded(base, run, List.copyOf(records), Diagnostics.none());
  }

  /// @param text the object without its checksum; null when the line is damaged
  private record Line(int number, @Nullable String text) {}

  /// The lines of a journal, one after another.
  private static final class Lines {
    private final byte[] content;
    private int start;
    private int at;
    private int number;

    Lines(byte[] content) {
      this.content = content;
    }

    @Nullable Line next() {
      if (at >= content.length) {
        return null;
      }
      start = at;
      int end = endOfLine(content, start);
      at = end + 1;
      number++;
      boolean ended = end < content.length;
      return new Line(
          number, ended ? JournalLine.read(Arrays.copyOfRange(content, start, end)) : null);
    }

    /// Whether no complete line starts here or later. After a power loss, some file systems return
    /// zero bytes for data that was not written.
    boolean restIsUnwritten() {
      boolean unwritten = true;
      for (int from = start; from < content.length && unwritten; ) {
        int end = endOfLine(content, from);
        unwritten = end == content.length || hasGap(from, end);
        from = end + 1;
      }
      return unwritten;
    }

    private boolean hasGap(int from, int to) {
      for (int i = from; i < to; i++) {
        if (content[i] == 0) {
          return true;
        }
      }
      return false;
    }
  }

  private static int endOfLine(byte[] content, int start) {
    int end = start;
    while (end < content.length && content[end] != '\n') {
      end++;
    }
    return end;
  }

  private static Header readHeader(ObjectReader members) throws StateFault {
    if (!members.text("record").equals(HEADER) || members.number("version") != VERSION) {
      throw new StateFault(
          "Unsupported journal format",
          "It was written by another version of esform. Use that version or a newer one.",
          Json.NOWHERE);
    }
    return new Header(members.number("serial"), members.text("lineage"));
  }

  private static Diagnostic unreadable(String file, int line, StateFault fault) {
    return Diagnostic.error(
        fault.summary(), "%s\n\n    %s, line %d".formatted(fault.detail(), file, line));
  }

  private static Diagnostic damaged(String file, int line) {
    String remedy =
        line == 1
            ? "To continue without the journal:\n\n    mv %1$s %1$s.damaged\n".formatted(file)
            : "To continue with only the lines before it:\n\n    cp %1$s %1$s.damaged\n    sed -i '%2$d,$d' %1$s\n"
                .formatted(file, line);
    return Diagnostic.error(
        "Journal is damaged",
        "A line in the journal of an interrupted run is damaged:\n\n    %s, line %d\n\nIf a tool has changed the line endings, restore them. %s\nThe state then does not include the changes from that line on. Check the objects that the damaged copy names yourself."
            .formatted(file, line, remedy));
  }
}
