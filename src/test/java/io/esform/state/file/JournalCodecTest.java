package io.esform.state.file;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.esform.address.AddressParser;
import io.esform.address.ProviderKey;
import io.esform.address.ResourceInstanceAddress;
import io.esform.diag.Diagnostic;
import io.esform.state.InstanceState;
import io.esform.state.JournalRecord;
import io.esform.state.JournalRecord.Identified;
import io.esform.state.JournalRecord.Intent;
import io.esform.state.JournalRecord.Put;
import io.esform.state.JournalRecord.Removed;
import io.esform.state.JournalRecord.Unchanged;
import io.esform.state.disk.Disk;
import io.esform.state.file.StateCodec.Header;
import io.esform.testing.AddressGenerators;
import io.esform.testing.Generator;
import io.esform.testing.Property;
import io.esform.value.Value;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JournalCodecTest {

  private static final SecureRandom RANDOM = new SecureRandom();
  private static final Header BASE = new Header(7, "lineage");
  private static final String FILE = "esform.state.journal";

  private static JournalCodec codec(Path key) {
    return new StateCodec(new KeySource.KeyFile(key), "0.1.0", RANDOM, Disk.real()).journal();
  }

  private static JournalCodec withoutKey() {
    return new StateCodec(new KeySource.NoKey(), "0.1.0", RANDOM, Disk.real()).journal();
  }

  private static byte[] written(JournalCodec codec, List<JournalRecord> records) {
    JournalCodec.Encoded encoded = codec.encode(records, BASE.lineage());
    assertThat(encoded.diagnostics().all()).isEmpty();
    return (codec.header(BASE, "run") + requireNonNull(encoded.lines()))
        .getBytes(StandardCharsets.UTF_8);
  }

  private static ResourceInstanceAddress address(String text) {
    return requireNonNull(AddressParser.parseInstance(text).address());
  }

  private static InstanceState instance(Value name) {
    return new InstanceState(
        ProviderKey.parse("local"),
        Value.objectOf(Map.of("id", Value.of("1"), "name", name)),
        Set.of(),
        List.of(),
        1,
        InstanceState.Status.READY);
  }

  private static final List<JournalRecord> STORY =
      List.of(
          new Intent.Create(address("thing.a"), "token", instance(Value.of("é"))),
          new Identified(address("thing.a"), 1, "1"),
          new Put(address("thing.a"), instance(Value.of("é"))),
          new Intent.Delete(address("thing.b[0]"), 2),
          new Removed(address("thing.b[0]"), 2));

  private static final Generator<JournalRecord> RECORDS =
      random -> {
        ResourceInstanceAddress address = AddressGenerators.INSTANCES.next(random);
        String text = StateGenerators.TEXTS.next(random);
        InstanceState instance = StateGenerators.INSTANCES.next(random);
        int generation = 1 + random.nextInt(9);
        return Generator.<JournalRecord>of(
                new Intent.Create(address, text, instance),
                new Intent.Update(address, text, instance),
                new Intent.Delete(address, generation),
                new Identified(address, generation, text),
                new Put(address, instance),
                new Removed(address, generation),
                new Unchanged(address, generation))
            .next(random);
      };

  @Test
  void whatIsWrittenReadsBack(@TempDir Path directory) {
    Property.holds(
        200,
        draw -> {
          List<JournalRecord> records = draw.from(RECORDS.lists(5));
          Path key = directory.resolve("key");
          JournalCodec.Decoded decoded = codec(key).decode(written(codec(key), records), FILE);

          assertThat(decoded.diagnostics().all()).isEmpty();
          assertThat(decoded.base()).isEqualTo(BASE);
          assertThat(decoded.records()).isEqualTo(records);
        });
  }

  @Test
  void aJournalIsOneJsonObjectPerLine() {
    String text = new String(written(withoutKey(), STORY), StandardCharsets.UTF_8);

    assertThat(text.lines()).hasSize(6).allSatisfy(line -> JsonReader.read(line));
    assertThat(text)
        .endsWith("\n")
        .contains("\"record\":\"create\",\"address\":\"thing.a\",\"token\":\"token\"")
        .contains("\"lineage\":\"lineage\",\"serial\":7");
  }

  @Test
  void whereverTheLastWriteIsCutOffTheWholeLinesBeforeItStand() {
    byte[] whole = written(withoutKey(), STORY);
    for (int length = 0; length <= whole.length; length++) {
      byte[] cut = Arrays.copyOf(whole, length);
      int lines =
          (int) new String(cut, StandardCharsets.ISO_8859_1).chars().filter(c -> c == '\n').count();

      JournalCodec.Decoded decoded = withoutKey().decode(cut, FILE);

      assertThat(decoded.diagnostics().all()).as("cut at %d", length).isEmpty();
      assertThat(decoded.base()).isEqualTo(lines == 0 ? null : BASE);
      assertThat(decoded.records()).isEqualTo(STORY.subList(0, Math.max(0, lines - 1)));
    }
  }

  @Test
  void aByteThatChangesIsReported() {
    byte[] whole = written(withoutKey(), STORY);
    int line = 1;
    for (int at = 0; at < whole.length; at++) {
      byte[] damaged = whole.clone();
      damaged[at] ^= 4;

      JournalCodec.Decoded decoded = withoutKey().decode(damaged, FILE);

      if (at == whole.length - 1) {
        // The last line has no line end, like a truncated one.
        assertThat(decoded.records()).isEqualTo(STORY.subList(0, STORY.size() - 1));
      } else {
        assertThat(decoded.diagnostics().all())
            .singleElement()
            .satisfies(fault -> assertThat(fault.summary()).isEqualTo("Journal is damaged"));
        assertThat(decoded.diagnostics().all().getFirst().detail())
            .contains("esform.state.journal, line " + line);
      }
      line += whole[at] == '\n' ? 1 : 0;
    }
  }

  @Test
  void aJournalAllOfWhoseLinesWereChangedIsReported() {
    String text = new String(written(withoutKey(), STORY), StandardCharsets.UTF_8);
    byte[] checkedOut = text.replace("\n", "\r\n").getBytes(StandardCharsets.UTF_8);
    assertThat(withoutKey().decode(checkedOut, FILE).diagnostics().all())
        .singleElement()
        .satisfies(fault -> {
          assertThat(fault.summary()).isEqualTo("Journal is damaged");
          assertThat(fault.detail()).contains("the line endings", "line 1");
        });
  }

  /// After a power failure, a file system may return zeros for data that was not written.
  @Test
  void whatWasNeverWrittenIsNoDamage() {
    byte[] whole = written(withoutKey(), STORY);
    String text = new String(whole, StandardCharsets.ISO_8859_1);
    int lastLine = text.lastIndexOf('\n', text.length() - 2) + 1;
    for (int from = lastLine; from < whole.length; from++) {
      byte[] gap = whole.clone();
      Arrays.fill(gap, from, Math.min(from + 8, whole.length), (byte) 0);
      JournalCodec.Decoded decoded = withoutKey().decode(gap, FILE);
      assertThat(decoded.diagnostics().all()).isEmpty();
      assertThat(decoded.records()).isEqualTo(STORY.subList(0, STORY.size() - 1));
    }
  }

  @Test
  void aDamagedJournalSaysHowToGoOnWithoutWhatIsDamaged() {
    byte[] damaged = written(withoutKey(), STORY);
    damaged[damaged.length / 2] ^= 1;

    String detail = withoutKey().decode(damaged, FILE).diagnostics().all().getFirst().detail();

    assertThat(detail).contains("sed -i '3,$d' esform.state.journal");
    int cut = endOfLine(damaged, endOfLine(damaged, 0));
    assertThat(withoutKey().decode(Arrays.copyOf(damaged, cut), FILE).records())
        .isEqualTo(STORY.subList(0, 1));
  }

  private static int endOfLine(byte[] content, int from) {
    return new String(content, StandardCharsets.ISO_8859_1).indexOf('\n', from) + 1;
  }

  @Test
  void aSecretIsNeverInClearAndNeedsItsKey(@TempDir Path directory) {
    Path key = directory.resolve("key");
    List<JournalRecord> secret =
        List.of(
            new Intent.Create(
                address("thing.a"), "t", instance(Value.sensitive(Value.of("hunter2")))),
            new Put(address("thing.a"), instance(Value.sensitive(Value.of("hunter2")))));
    byte[] content = written(codec(key), secret);

    assertThat(new String(content, StandardCharsets.UTF_8)).doesNotContain("hunter2");
    assertThat(codec(key).decode(content, FILE).records()).isEqualTo(secret);
    assertThat(withoutKey().decode(content, FILE).diagnostics().all())
        .extracting(Diagnostic::summary)
        .containsExactly("Encryption key needed");
    assertThat(withoutKey().encode(secret, "lineage").diagnostics().all())
        .extracting(Diagnostic::summary)
        .containsExactly("Sensitive values need encryption");
  }
}
