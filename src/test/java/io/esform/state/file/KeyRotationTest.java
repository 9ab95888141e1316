package io.esform.state.file;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.esform.diag.Diagnostic;
import io.esform.state.State;
import io.esform.state.disk.Disk;
import io.esform.testing.Property;
import io.esform.value.Value;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The current key seals; the current key and the fallbacks open.
class KeyRotationTest {

  private static final SecureRandom RANDOM = new SecureRandom();

  @TempDir private Path directory = Path.of("unset");

  private KeySource file(String name) {
    return new KeySource.KeyFile(directory.resolve(name));
  }

  private static KeySource words(String text) {
    return new KeySource.Passphrase("WORDS", text);
  }

  private static StateCodec codec(KeySource current, KeySource... fallbacks) {
    return new StateCodec(
        new EncryptionKeys(current, List.of(fallbacks)), "0.1.0", RANDOM, Disk.real());
  }

  private static State secret(String text) {
    return new State(
        1,
        "lineage",
        new TreeMap<>(Map.of("password", Value.sensitive(Value.of(text)))),
        new TreeMap<>(),
        new TreeMap<>());
  }

  private static String encode(StateCodec codec, State state) {
    StateCodec.Encoded encoded = codec.encode(state);
    assertThat(encoded.diagnostics().all()).isEmpty();
    return requireNonNull(encoded.text());
  }

  private static State decode(StateCodec codec, String text) {
    StateCodec.Decoded decoded = codec.decode(text, "esform.state", "Use the backup.");
    assertThat(decoded.diagnostics().all()).isEmpty();
    return requireNonNull(decoded.state());
  }

  private static Diagnostic fault(StateCodec codec, String text) {
    StateCodec.Decoded decoded = codec.decode(text, "esform.state", "Use the backup.");
    assertThat(decoded.state()).isNull();
    return decoded.diagnostics().all().getFirst();
  }

  private static String id(String text) {
    return text.replaceAll("(?s).*\"check\": \"([0-9a-f]{16})\".*", "$1");
  }

  @Test
  void aFallbackOpensAndTheCurrentKeySeals() {
    String before = encode(codec(file("a")), secret("s3cret"));

    StateCodec rotating = codec(file("b"), file("x"), file("a"));
    String after = encode(rotating, decode(rotating, before));

    assertThat(id(after)).isNotEqualTo(id(before));
    assertThat(decode(codec(file("b")), after)).isEqualTo(secret("s3cret"));
    assertThat(fault(codec(file("a")), after).summary()).isEqualTo("Wrong encryption key");
    assertThat(directory.resolve("x")).doesNotExist();
  }

  @Test
  void aStateSealedWithAnyConfiguredKeyOpens() {
    Property.holds(
        30,
        draw -> {
          List<KeySource> keys = new ArrayList<>();
          for (int i = 0; i < 4; i++) {
            keys.add(file("key" + i));
          }
          String text =
              encode(codec(keys.get(draw.from(random -> random.nextInt(4)))), secret("s3cret"));
          StateCodec reader = codec(keys.getFirst(), keys.subList(1, 4).toArray(new KeySource[0]));
          assertThat(decode(reader, text)).isEqualTo(secret("s3cret"));
          assertThat(id(encode(reader, secret("s3cret"))))
              .isEqualTo(id(encode(codec(keys.getFirst()), secret("s3cret"))));
        });
  }

  @Test
  void aPassphraseCanFollowAnotherOrAFile() {
    String old = encode(codec(words("open sesame")), secret("s3cret"));
    StateCodec other = codec(words("open barley"), words("open sesame"));
    String next = encode(other, decode(other, old));
    StateCodec toFile = codec(file("a"), words("open barley"));
    String last = encode(toFile, decode(toFile, next));
    assertThat(decode(codec(file("a")), last)).isEqualTo(secret("s3cret"));
  }

  @Test
  void theSaltOfTheCurrentPassphraseIsKept() {
    String text = encode(codec(words("open sesame")), secret("s3cret"));
    StateCodec reader = codec(words("open sesame"), file("a"));
    assertThat(encode(reader, decode(reader, text))).isEqualTo(text);
  }

  @Test
  void aWrongKeyNamesTheNeededOneTheGivenOnesAndTheRemedy() {
    String text = encode(codec(file("a")), secret("s3cret"));
    String other = encode(codec(file("b")), secret("s3cret"));

    Diagnostic fault = fault(codec(file("b"), file("c"), words("open sesame")), text);

    assertThat(fault.summary()).isEqualTo("Wrong encryption key");
    assertThat(fault.detail())
        .contains("encrypted with the key " + id(text) + ", from a key file")
        .contains("    key_file \"%s\": the key %s\n".formatted(directory.resolve("b"), id(other)))
        .contains("    fallback key_file \"%s\": not available\n".formatted(directory.resolve("c")))
        .contains("    fallback passphrase_environment \"WORDS\": a key of another kind\n")
        .contains("\"%s\" does not exist".formatted(directory.resolve("c")))
        .contains("    fallback {\n")
        .contains("Nothing was changed.")
        .doesNotContain("open sesame")
        .doesNotContain("Use the backup.");
    assertThat(String.valueOf(fault.subject())).startsWith("esform.state:7:");
    assertThat(directory.resolve("c")).doesNotExist();
  }

  @Test
  void aMissingPassphraseOfAFallbackIsReportedOnlyWhenItIsNeeded() {
    StateCodec reader = codec(file("a"), words(""));
    assertThat(decode(reader, encode(codec(file("a")), secret("s3cret"))))
        .isEqualTo(secret("s3cret"));
    Diagnostic fault =
        fault(codec(file("a"), words("")), encode(codec(words("barley")), secret("s3cret")));
    assertThat(fault.summary()).isEqualTo("No passphrase for the state");
    assertThat(fault.detail()).contains("WORDS").contains("not set");
  }

  @Test
  void aFallbackThatOthersCanReadIsRefused() throws IOException {
    String text = encode(codec(file("a")), secret("s3cret"));
    encode(codec(file("b")), secret("s3cret"));
    Files.setPosixFilePermissions(
        directory.resolve("a"), PosixFilePermissions.fromString("rw-r--r--"));
    assertThat(fault(codec(file("b"), file("a")), text).detail())
        .contains("chmod 600 " + directory.resolve("a"));
  }

  @Test
  void theCurrentKeyIsMadeBeforeTheFirstChangeWhileAFallbackOpens() {
    String text = encode(codec(file("a")), secret("s3cret"));
    StateCodec rotating = codec(file("b"), file("a"));
    decode(rotating, text);
    assertThat(directory.resolve("b")).doesNotExist();
    assertThat(rotating.prepare("lineage").all()).isEmpty();
    assertThat(directory.resolve("b")).exists();
  }
}
