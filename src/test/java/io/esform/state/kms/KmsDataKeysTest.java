package io.esform.state.kms;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.esform.state.State;
import io.esform.state.aws.AwsAccess;
import io.esform.state.disk.Disk;
import io.esform.state.file.EncryptionKeys;
import io.esform.state.file.KeySource;
import io.esform.state.file.StateCodec;
import io.esform.testing.Property;
import io.esform.testing.aws.FakeKms;
import io.esform.testing.aws.FakeKms.Fault;
import io.esform.value.Value;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// States whose data key AWS KMS encrypts, with a KMS on the loopback address.
class KmsDataKeysTest {

  private static final String ALIAS = "alias/esform";
  private static final SecureRandom RANDOM = new SecureRandom();

  @TempDir private Path directory = Path.of("unset");
  private final FakeKms kms = started();
  private String first = "";

  private static FakeKms started() {
    try {
      return FakeKms.start();
    } catch (IOException failure) {
      throw new AssertionError(failure);
    }
  }

  @BeforeEach
  void createTheKey() {
    first = kms.createKey();
    kms.alias(ALIAS, first);
  }

  @AfterEach
  void stop() {
    kms.close();
  }

  private KeySource key(String name) {
    var access = new AwsAccess("eu-central-1", null, null, URI.create(kms.endpoint()));
    return new KeySource.KmsKey(name, new KmsKeys().dataKeys(new KmsSettings(name, access)));
  }

  private KeySource file() {
    return new KeySource.KeyFile(directory.resolve("state.key"));
  }

  private static StateCodec codec(KeySource current, KeySource... fallbacks) {
    return new StateCodec(
        new EncryptionKeys(current, List.of(fallbacks)), "0.1.0", RANDOM, Disk.real());
  }

  private static State secret(String lineage) {
    return new State(
        1,
        lineage,
        new TreeMap<>(Map.of("password", Value.sensitive(Value.of("s3cret")))),
        new TreeMap<>(),
        new TreeMap<>());
  }

  private static String encode(StateCodec codec) {
    StateCodec.Encoded encoded = codec.encode(secret("lineage"));
    assertThat(encoded.diagnostics().all()).isEmpty();
    return requireNonNull(encoded.text());
  }

  private static State decode(StateCodec codec, String text) {
    StateCodec.Decoded decoded = codec.decode(text, "esform.state", "");
    assertThat(decoded.diagnostics().all()).isEmpty();
    return requireNonNull(decoded.state());
  }

  private static String fault(StateCodec codec, String text) {
    StateCodec.Decoded decoded = codec.decode(text, "esform.state", "");
    assertThat(decoded.state()).isNull();
    var fault = decoded.diagnostics().all().getFirst();
    assertThat(String.valueOf(fault.subject())).startsWith("esform.state:");
    return fault.summary() + "\n" + fault.detail();
  }

  private static String wrappingKey(String text) {
    return text.replaceAll("(?s).*\"kms_key\": \"([^\"]*)\".*", "$1");
  }

  @ParameterizedTest
  @ValueSource(strings = {ALIAS, "00000000-0000-4000-8000-000000000001"})
  void aFirstWriteCreatesAndTestsADataKeyAndARunDecryptsItOnce(String name) {
    StateCodec writer = codec(key(name));
    String text = encode(writer);
    assertThat(writer.prepare("lineage").all()).isEmpty();
    assertThat(decode(writer, text)).isEqualTo(secret("lineage"));
    assertThat(kms.calls()).containsExactly("GenerateDataKey " + name, "Decrypt " + name);
    assertThat(wrappingKey(text)).isEqualTo(first);

    kms.forgetCalls();
    StateCodec reader = codec(key(name));
    assertThat(decode(reader, text)).isEqualTo(secret("lineage"));
    assertThat(decode(reader, text)).isEqualTo(secret("lineage"));
    assertThat(reader.prepare("lineage").all()).isEmpty();
    assertThat(encode(reader)).isEqualTo(text);
    assertThat(kms.calls()).containsExactly("Decrypt " + name);
  }

  @Test
  void codecsOfOneRunShareTheDataKey() {
    KeySource shared = key(ALIAS);
    String text = encode(codec(shared));
    kms.forgetCalls();
    decode(codec(shared), text);
    decode(codec(shared), text);
    assertThat(kms.calls()).isEmpty();
  }

  @Test
  void aStateWithoutSecretsNeedsNoCall() {
    var open = new State(1, "lineage", new TreeMap<>(), new TreeMap<>(), new TreeMap<>());
    String text = requireNonNull(codec(key(ALIAS)).encode(open).text());
    assertThat(decode(codec(key(ALIAS)), text)).isEqualTo(open);
    assertThat(kms.calls()).isEmpty();
  }

  @Test
  void theDataKeyIsInNoText() {
    StateCodec writer = codec(key(ALIAS));
    String text = encode(writer);
    byte[] dataKey = kms.dataKeys().getFirst();
    assertThat(text + writer.keyUses() + key(ALIAS))
        .doesNotContain("s3cret")
        .doesNotContain(
            Base64.getEncoder().encodeToString("s3cret".getBytes(StandardCharsets.UTF_8)))
        .doesNotContain(Base64.getEncoder().withoutPadding().encodeToString(dataKey))
        .doesNotContain(HexFormat.of().formatHex(dataKey));
  }

  @Test
  void aRotatedKeyReadsWhatItsEarlierMaterialHasEncrypted() {
    String text = encode(codec(key(ALIAS)));
    kms.rotate(first);
    assertThat(decode(codec(key(ALIAS)), text)).isEqualTo(secret("lineage"));
  }

  @Test
  void anotherKeyReadsWithoutAFallbackAndSealsWithItself() {
    String text = encode(codec(key(first)));
    String second = kms.createKey();
    kms.forgetCalls();
    StateCodec reader = codec(key(second));
    assertThat(decode(reader, text)).isEqualTo(secret("lineage"));
    assertThat(kms.calls()).containsExactly("Decrypt -");
    String next = encode(reader);
    assertThat(wrappingKey(next)).isEqualTo(second);
    kms.refuse(first, "DisabledException", first + " is disabled.");
    assertThat(decode(codec(key(second)), next)).isEqualTo(secret("lineage"));
  }

  @Test
  void aMovedAliasReadsAndSealsWithItsNewKey() {
    String text = encode(codec(key(ALIAS)));
    String second = kms.createKey();
    kms.alias(ALIAS, second);
    kms.forgetCalls();
    StateCodec reader = codec(key(ALIAS));
    assertThat(decode(reader, text)).isEqualTo(secret("lineage"));
    assertThat(kms.calls()).containsExactly("Decrypt " + ALIAS, "Decrypt -");
    assertThat(wrappingKey(encode(reader))).isEqualTo(second);
  }

  /// Otherwise whoever can write the state could choose the data key of later secrets.
  @Test
  void aDataKeyOfAnotherKeyNeverSeals() {
    String foreign = kms.createKey();
    String text = encode(codec(key(foreign)));
    String disguised = text.replace(foreign, first).replaceAll("\"checksum\": \"[^\"]*\",\n *", "");
    StateCodec reader = codec(key(first));
    reader.decode(disguised, "esform.state", "");
    assertThat(wrappingKey(encode(reader))).isEqualTo(first);
    assertThat(kms.calls()).contains("GenerateDataKey " + first);
  }

  @Test
  void aStateOfAnyKindOfKeyOpensWithItAsFallback() {
    var words = new KeySource.Passphrase("WORDS", "open sesame");
    Property.holds(
        12,
        draw -> {
          List<KeySource> keys = List.of(key(ALIAS), file(), words);
          int current = draw.from(random -> random.nextInt(3));
          int earlier = draw.from(random -> random.nextInt(3));
          String text = encode(codec(keys.get(earlier)));
          StateCodec rotating = codec(keys.get(current), keys.get(earlier));
          assertThat(decode(rotating, text)).isEqualTo(secret("lineage"));
          assertThat(decode(codec(keys.get(current)), encode(rotating)))
              .isEqualTo(secret("lineage"));
        });
  }

  @Test
  void aRenewalCreatesANewDataKey() {
    String text = encode(codec(key(ALIAS)));
    StateCodec renewing = codec(key(ALIAS));
    decode(renewing, text);
    assertThat(renewing.renewKey("lineage").diagnostics().all()).isEmpty();
    String next = encode(renewing);
    assertThat(kms.dataKeys()).hasSize(2);
    assertThat(wrappingKey(next)).isEqualTo(first);
    assertThat(decode(codec(key(ALIAS)), next)).isEqualTo(secret("lineage"));
  }

  @Test
  void aDataKeyOfAnotherLineageIsNotDecrypted() {
    String text = encode(codec(key(ALIAS))).replaceAll("\"checksum\": \"[^\"]*\",\n *", "");
    assertThat(
            fault(
                codec(key(ALIAS)), text.replace("\"lineage\": \"lineage\"", "\"lineage\": \"x\"")))
        .startsWith("Data key cannot be decrypted\n")
        .contains("(request id request-")
        .contains("lineage that it was created for")
        .contains("Nothing was changed.");
  }

  @Test
  void aDamagedDataKeyIsReported() {
    String text = encode(codec(key(ALIAS))).replaceAll("\"checksum\": \"[^\"]*\",\n *", "");
    assertThat(fault(codec(key(ALIAS)), text.replaceAll("\"data_key\": \"", "\"data_key\": \"*")))
        .startsWith("Data key cannot be decrypted\n")
        .contains("not base64");
  }

  @Test
  void aMissingKmsKeyIsNamedWhenAnotherKindIsConfigured() {
    String text = encode(codec(key(ALIAS)));
    encode(codec(file()));
    assertThat(fault(codec(file()), text))
        .contains("a data key of the KMS key \"" + first + "\"")
        .contains("    fallback {\n      kms_key_id = \"" + first + "\"\n");
  }

  @ParameterizedTest
  @CsvSource({
    "AccessDeniedException, Access to the KMS key denied, kms:Decrypt",
    "NotFoundException, KMS key not found, Check \"kms_key_id\" and \"region\"",
    "DisabledException, KMS key cannot be used, aws kms enable-key --key-id arn",
    "KMSInvalidStateException, KMS key cannot be used, aws kms cancel-key-deletion --key-id arn",
    "InvalidKeyUsageException, KMS key cannot be used, SYMMETRIC_DEFAULT",
    "ExpiredTokenException, AWS credentials have expired, Get new credentials",
    "UnrecognizedClientException, AWS credentials were not accepted, Check the credentials",
    "ValidationException, AWS KMS refused the request, Correct the cause",
  })
  void aRefusalSaysWhatAndWhereAndWhatToDo(String code, String summary, String advice) {
    String text = encode(codec(key(first)));
    kms.refuse(first, code, "No way.");
    assertThat(fault(codec(key(first)), text))
        .startsWith(summary + "\n")
        .contains("kms_key_id \"" + first + "\": not available")
        .contains("The data key of the state, which the KMS key \"" + first + "\" has encrypted,")
        .contains("(endpoint " + kms.endpoint() + ")")
        .contains("AWS KMS answered 400 " + code + ": No way (request id request-3). ")
        .contains(advice)
        .contains("Nothing was changed.")
        .doesNotContain("fallback");
    assertThat(kms.calls()).hasSize(3);
  }

  @ParameterizedTest
  @CsvSource({
    "1, AccessDeniedException, Access to the KMS key denied, kms:GenerateDataKey",
    "1, NotFoundException, KMS key not found, alias/",
    "2, AccessDeniedException, Access to the KMS key denied, kms:Decrypt",
  })
  void aKeyThatCannotSealIsReportedBeforeAnyChange(
      int call, String code, String summary, String advice) {
    kms.failAt(call, new Fault.Answered(400, code));
    assertThat(codec(key(ALIAS)).prepare("lineage").all())
        .singleElement()
        .satisfies(error -> {
          assertThat(error.summary()).isEqualTo(summary);
          assertThat(error.detail()).contains(advice).contains("request-" + call);
        });
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2})
  void aLostAnswerAndAServerErrorAreRetried(int call) {
    kms.failAt(call, new Fault.Lost());
    kms.failAt(call + 1, new Fault.Answered(500, "KMSInternalException"));
    String text = encode(codec(key(ALIAS)));
    assertThat(kms.calls()).hasSize(4);
    assertThat(decode(codec(key(ALIAS)), text)).isEqualTo(secret("lineage"));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2})
  void aShortDataKeyIsRefused(int call) {
    kms.failAt(call, new Fault.Shortened());
    assertThat(codec(key(ALIAS)).encode(secret("lineage")).diagnostics().all())
        .singleElement()
        .satisfies(error -> assertThat(error.detail()).contains("its data key has 16 bytes"));
  }

  @Test
  void anUnreachableServiceIsReported() {
    String text = encode(codec(key(ALIAS)));
    KeySource unreachable = key(ALIAS);
    kms.close();
    assertThat(fault(codec(unreachable), text))
        .startsWith("AWS KMS does not answer\n")
        .contains("Connection refused")
        .contains("\"endpoint\"");
  }

  @Test
  void aFailureIsNotKept() throws Exception {
    kms.failAt(1, new Fault.Answered(400, "AccessDeniedException"));
    var keys = ((KeySource.KmsKey) key(ALIAS)).dataKeys();
    assertThatThrownBy(() -> keys.create("lineage")).hasMessageContaining("AccessDenied");
    assertThat(keys.create("lineage").isCurrent()).isTrue();
  }
}
