package io.esform.state.file;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.esform.address.AddressParser;
import io.esform.address.ProviderKey;
import io.esform.address.ResourceInstanceAddress;
import io.esform.state.InstanceState;
import io.esform.state.JournalRecord;
import io.esform.state.JournalRecord.Identified;
import io.esform.state.JournalRecord.Intent;
import io.esform.state.State;
import io.esform.state.disk.Disk;
import io.esform.value.Value;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// States that contain calls without a result.
class OpenCallsTest {

  private static final State STATE = State.empty("lineage").withSerial(3);

  @TempDir Path directory;

  private StateCodec codec() {
    return new StateCodec(
        new KeySource.KeyFile(directory.resolve("key")), "0.1.0", new SecureRandom(), Disk.real());
  }

  private static List<JournalRecord> records() {
    ResourceInstanceAddress address =
        requireNonNull(AddressParser.parseInstance("thing.a").address());
    var planned =
        new InstanceState(
            ProviderKey.parse("fake"),
            Value.objectOf(Map.of("word", Value.sensitive(Value.of("xyzzy")))),
            Set.of("word"),
            List.of(),
            1,
            InstanceState.Status.READY);
    return List.of(
        new Intent.Create(address, "token", planned),
        new Identified(address, 1, "id-a"),
        new Intent.Delete(address, 2));
  }

  private String text() {
    StateCodec.Encoded encoded = codec().encode(STATE, records());
    assertThat(encoded.diagnostics().all()).isEmpty();
    return requireNonNull(encoded.text());
  }

  @Test
  void openCallsAreReadAsWrittenAndTheirSecretsSealed() {
    String text = text();
    assertThat(text).doesNotContain("xyzzy");
    StateCodec.DecodedRun decoded = codec().decodeRun(text, "esform.state", "");
    assertThat(decoded.diagnostics().all()).isEmpty();
    assertThat(decoded.state()).isEqualTo(STATE);
    assertThat(decoded.open()).isEqualTo(records());
  }

  @Test
  void aStateWithoutOpenCallsHasNoTraceOfThem() {
    assertThat(codec().encode(STATE, List.of())).isEqualTo(codec().encode(STATE));
  }

  /// Their results would be lost.
  @Test
  void aReaderThatExpectsNoOpenCallsRefusesThem() {
    StateCodec.Decoded decoded = codec().decode(text(), "pulled.esform.state", "");
    assertThat(decoded.state()).isNull();
    assertThat(decoded.diagnostics().all())
        .singleElement()
        .satisfies(error -> assertThat(error.summary()).isEqualTo("State of an interrupted run"));
  }

  @Test
  void aDamagedCallIsAnErrorWithItsPlace() {
    String text = text().replace("\"token\"", "\"tocken\"").replaceFirst("  \"checksum\".*\n", "");
    StateCodec.DecodedRun decoded = codec().decodeRun(text, "esform.state", "");
    assertThat(decoded.open()).isEmpty();
    assertThat(decoded.diagnostics().all())
        .singleElement()
        .satisfies(error -> assertThat(error.subject()).isNotNull());
  }

  @Test
  void aLockIsReadAsWritten() {
    var lock = new LockInfo("id", "apply", "two\nlines", "ann", "0.1.0", "2026-01-01T00:00:00Z");
    assertThat(LockInfo.parse(lock.format())).isEqualTo(lock);
    assertThat(lock.format()).contains("\"ID\":\"id\"", "\"Path\":\"\"");
  }

  @Test
  void aTextThatIsNoLockIsNotRead() {
    for (String text : List.of("", "[]", "{}", "{\"ID\":1}", "{\"ID\":\"\"}", "<html>")) {
      assertThat(LockInfo.parse(text)).isNull();
    }
    assertThat(LockInfo.parse("{\"ID\":\"id\",\"Who\":null}")).isNotNull();
  }
}
