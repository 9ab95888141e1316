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

/// A journal as the content of its file, and back.
///
/// The content is JSON lines. The first names the state that the journal stands on; each further
/// one is a record. Sensitive values are sealed as in the state. Safe for several threads.
public final class JournalCodec {

  private static final long VERSION = 1;
  private static final String HEADER = "journal";

  private final Keyring keyring;
  private final String esformVersion;

  JournalCodec(Keyring keyring, String esformVersion) {
    this.keyring = keyring;
    this.esformVersion = esformVersion;
  }

  /// @param lines null when the diagnostics hold an error
  public record Encoded(@Nullable String lines, Diagnostics diagnostics) {}

  /// @param base the state that the journal stands on; null when the file holds nothing that was
  ///   brought down to the disk whole, and when the diagnostics hold an error
  /// @param records in the order they were written
  public record Decoded(
      @Nullable Header base, List<JournalRecord> records, Diagnostics diagnostics) {}

  /// The first line of a journal that stands on this state.
  public String header(Header base) {
    try {
      return JournalLine.write(
          new Json.Builder()
              .put("record", Json.of(HEADER))
              .put("version", Json.of(VERSION))
              .put("esform_version", Json.of(esformVersion))
              .put("lineage", Json.of(base.lineage()))
              .put("serial", Json.of(base.serial())));
    } catch (StateFault fault) {
      throw new EsformBug("The first line of a journal has no JSON form.", fault);
    }
  }

  /// A line for each record. An error when one holds sensitive values and there is no key to seal
  /// them with.
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

  /// The records of a journal. What a crash left of a write at the end is dropped; anything that is
  /// not whole before a whole line is an error.
  ///
  /// @param file the file's name as the user would write it
  public Decoded decode(byte[] content, String file) {
    var records = new ArrayList<JournalRecord>();
    Header base = null;
    int number = 0;
    int firstBroken = 0;
    for (int start = 0; start < content.length; ) {
      int end = endOfLine(content, start);
      String text =
          end < content.length ? JournalLine.read(Arrays.copyOfRange(content, start, end)) : null;
      start = end + 1;
      number++;
      if (text == null) {
        firstBroken = firstBroken == 0 ? number : firstBroken;
        continue;
      }
      if (firstBroken > 0) {
        return failed(damaged(file, firstBroken));
      }
      try {
        if (base == null) {
          base = readHeader(new Members(JsonReader.read(text)));
        } else {
          records.add(new JournalRecordJson(keyring, base.lineage()).read(text));
        }
      } catch (StateFault fault) {
        return failed(unreadable(file, number, fault));
      }
    }
    return new Decoded(base, List.copyOf(records), Diagnostics.none());
  }

  private static int endOfLine(byte[] content, int start) {
    int end = start;
    while (end < content.length && content[end] != '\n') {
      end++;
    }
    return end;
  }

  private static Header readHeader(Members members) throws StateFault {
    if (!members.text("record").equals(HEADER) || members.number("version") != VERSION) {
      throw new StateFault(
          "Journal is of another format",
          "It was written by another esform. Use one that is at least as new as the one that wrote it.",
          Json.NOWHERE);
    }
    return new Header(members.number("serial"), members.text("lineage"));
  }

  private static Decoded failed(Diagnostic fault) {
    return new Decoded(null, List.of(), Diagnostics.of(fault));
  }

  private static Diagnostic unreadable(String file, int line, StateFault fault) {
    return Diagnostic.error(
        fault.summary(), "%s\n\n    %s, line %d".formatted(fault.detail(), file, line));
  }

  private static Diagnostic damaged(String file, int line) {
    String remedy =
        line == 1
            ? "To go on without the journal:\n\n    mv %1$s %1$s.damaged\n".formatted(file)
            : "To go on with the lines before it alone:\n\n    cp %1$s %1$s.damaged\n    sed -i '%2$d,$d' %1$s\n"
                .formatted(file, line);
    return Diagnostic.error(
        "Journal is damaged",
        "A line of the journal, the record of a run that did not come to its end, is not as it was written, and whole lines follow it:\n\n    %s, line %d\n\n%s\nWhat it tells from there on is then lost to the state: look yourself for the objects that the damaged copy names."
            .formatted(file, line, remedy));
  }
}
