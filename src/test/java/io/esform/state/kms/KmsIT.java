package io.esform.state.kms;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.esform.state.State;
import io.esform.state.aws.AwsAccess;
import io.esform.state.aws.AwsClients;
import io.esform.state.disk.Disk;
import io.esform.state.file.KeySource;
import io.esform.state.file.StateCodec;
import io.esform.testing.aws.AwsCall;
import io.esform.testing.aws.Emulation;
import io.esform.value.Value;
import java.net.URI;
import java.security.SecureRandom;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import software.amazon.awssdk.services.kms.KmsClient;

/// Data keys on the emulated AWS, whose requests are checked against AWS's service model.
@Tag("real")
@TestInstance(Lifecycle.PER_CLASS)
class KmsIT {

  private static final State SECRET =
      new State(
          1,
          "lineage",
          new TreeMap<>(Map.of("password", Value.sensitive(Value.of("s3cret")))),
          new TreeMap<>(),
          new TreeMap<>());

  @AutoClose private final Emulation aws = Emulation.start();
  private String key = "";

  private AwsAccess access() {
    return new AwsAccess("eu-central-1", null, null, URI.create(aws.endpoint()));
  }

  private String createKey(String alias) {
    try (KmsClient kms = AwsClients.configure(KmsClient.builder(), access()).build()) {
      String arn = kms.createKey().keyMetadata().arn();
      kms.createAlias(request -> request.aliasName(alias).targetKeyId(arn));
      return arn;
    }
  }

  @BeforeEach
  void begin() {
    aws.reset();
    key = createKey("alias/esform");
    aws.proxy().forgetCalls();
  }

  private StateCodec codec(String name) {
    var keys = new KmsKeys().dataKeys(new KmsSettings(name, access()));
    return new StateCodec(
        new KeySource.KmsKey(name, keys), "0.1.0", new SecureRandom(), Disk.real());
  }

  private static String encode(StateCodec codec) {
    StateCodec.Encoded encoded = codec.encode(SECRET);
    assertThat(encoded.diagnostics().all()).isEmpty();
    return requireNonNull(encoded.text());
  }

  private List<String> calls() {
    return aws.proxy().calls().stream().map(AwsCall::name).toList();
  }

  @Test
  void aStateIsSealedAndOpenedAgain() {
    String text = encode(codec("alias/esform"));
    assertThat(text).contains("\"kms_key\": \"" + key + "\"").doesNotContain("s3cret");
    assertThat(calls()).containsExactly("kms:GenerateDataKey", "kms:Decrypt");
    aws.proxy().forgetCalls();
    StateCodec reader = codec("alias/esform");
    assertThat(reader.decode(text, "esform.state", "").state()).isEqualTo(SECRET);
    assertThat(encode(reader)).isEqualTo(text);
    assertThat(calls()).containsExactly("kms:Decrypt");
  }

  @Test
  void anotherKeyReadsTheStateAndSealsItsNextSave() {
    String text = encode(codec(key));
    String second = createKey("alias/second");
    StateCodec reader = codec(second);
    assertThat(reader.decode(text, "esform.state", "").state()).isEqualTo(SECRET);
    assertThat(encode(reader)).contains("\"kms_key\": \"" + second + "\"");
  }

  @Test
  void anotherLineageIsRefused() {
    String text =
        encode(codec(key))
            .replaceAll("\"checksum\": \"[^\"]*\",\n *", "")
            .replace("\"lineage\": \"lineage\"", "\"lineage\": \"other\"");
    StateCodec.Decoded decoded = codec(key).decode(text, "esform.state", "");
    assertThat(decoded.diagnostics().all())
        .singleElement()
        .satisfies(error -> {
          assertThat(error.summary()).isEqualTo("Data key cannot be decrypted");
          assertThat(error.detail()).contains("InvalidCiphertextException");
        });
  }

  @Test
  void aMissingAliasIsReported() {
    assertThat(codec("alias/none").prepare("lineage").all())
        .singleElement()
        .satisfies(error -> assertThat(error.summary()).isEqualTo("KMS key not found"));
  }
}
