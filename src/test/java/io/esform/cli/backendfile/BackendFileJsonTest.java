package io.esform.cli.backendfile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.esform.cli.backendfile.BackendFile.Destination;
import io.esform.cli.backendfile.BackendFile.Settings;
import io.esform.cli.backendfile.BackendFileJson.NotABackendFile;
import io.esform.value.Value;
import io.esform.value.Value.TupleValue;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BackendFileJsonTest {

  private static final Settings STORE =
      new Settings(
          "store",
          new TreeMap<>(
              Map.of(
                  "bucket", Value.of("states"),
                  "encrypt", Value.of(true),
                  "retries", Value.of(3),
                  "headers", Value.objectOf(Map.of("a", Value.of("b"))),
                  "hosts", new TupleValue(List.of(Value.of("x"), Value.of("y"))))),
          Set.of("token"));

  private static final BackendFile FILE =
      new BackendFile(
          STORE,
          Set.of("bucket"),
          BackendFileJson.digest(STORE),
          new Destination(
              new Settings("local", new TreeMap<>(), Set.of()),
              Set.of("path"),
              List.of("default", "prod")));

  @Test
  void whatIsWrittenIsRead() throws NotABackendFile {
    assertThat(BackendFileJson.read(BackendFileJson.write(FILE))).isEqualTo(FILE);
    BackendFile atRest = FILE.withMoving(null);
    assertThat(BackendFileJson.read(BackendFileJson.write(atRest))).isEqualTo(atRest);
  }

  @Test
  void aNumberIsTheSameWithAnyTrailingZeros() throws NotABackendFile {
    String text = BackendFileJson.write(FILE).replace(": 3,", ": 3.0,");
    assertThat(BackendFileJson.read(text)).isEqualTo(FILE);
  }

  @Test
  void theDigestDependsOnTheArgumentsAndNotOnSecrets() {
    var other = new TreeMap<>(STORE.arguments());
    other.put("bucket", Value.of("other"));
    assertThat(BackendFileJson.digest(new Settings("store", other, STORE.secrets())))
        .isNotEqualTo(FILE.block());
    assertThat(BackendFileJson.digest(new Settings("stored", STORE.arguments(), STORE.secrets())))
        .isNotEqualTo(FILE.block());
    assertThat(BackendFileJson.digest(new Settings("store", STORE.arguments(), Set.of())))
        .isEqualTo(FILE.block());
  }

  @Test
  void aSecretIsNoDifference() {
    assertThat(STORE.isSame(new Settings("store", STORE.arguments(), Set.of()))).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "x",
        "[]",
        "{}",
        "{\"format\": \"esform backend 2\"}",
        "{\"format\": \"esform backend 1\"}",
        "{\"format\": \"esform backend 1\", \"type\": 1, \"arguments\": {}, \"secrets\": []}",
        "{\"format\": \"esform backend 1\", \"type\": \"a\", \"arguments\": {\"b\": 1e999999999}}",
        "{\"format\": \"esform backend 1\", \"type\": \"a\", \"arguments\": {}, \"secrets\": [1]}"
      })
  void damageIsReported(String text) {
    assertThatThrownBy(() -> BackendFileJson.read(text))
        .isInstanceOf(NotABackendFile.class)
        .message()
        .isNotEmpty();
  }
}
