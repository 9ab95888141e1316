package io.esform.providers.aws;

import static org.assertj.core.api.Assertions.assertThat;

import io.esform.plan.Action;
import io.esform.testing.Relay.Answer;
import io.esform.testing.aws.AwsBench;
import io.esform.testing.aws.AwsCall;
import io.esform.testing.aws.Emulation;
import io.esform.testing.aws.OtherHand;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;

/// Secrets on the emulated AWS.
@Tag("real")
@TestInstance(Lifecycle.PER_CLASS)
class SecretsTypesIT {

  private static final String SECRET = "aws_secretsmanager_secret.password";
  private static final String FIRST =
      secret("description = \"first\"\nsecret_string = \"one\"\ntags = { Name = \"a\" }");

  @AutoClose private final Emulation aws = Emulation.start();

  /// The number of creations to refuse because a secret of that name is being deleted.
  private final AtomicInteger scheduled = new AtomicInteger();

  @BeforeAll
  void answer() {
    aws.proxy().answering((call, _) -> refuse(call));
  }

  @BeforeEach
  void forget() {
    aws.reset();
    scheduled.set(0);
  }

  @Test
  void aSecretIsMadeAndChangedAndGoesAgain() {
    var bench = new AwsBench(aws);
    bench.apply(FIRST);
    String version = bench.text(SECRET, "version_id");
    assertThat(bench.id(SECRET)).isEqualTo(bench.text(SECRET, "arn")).startsWith("arn:aws:");

    String described = FIRST.replace("\"first\"", "\"second\"").replace("Name", "Use");
    assertThat(bench.action(described, SECRET)).isEqualTo(Action.UPDATE);
    bench.apply(described);
    assertThat(bench.text(SECRET, "version_id")).isEqualTo(version);

    String other = described.replace("\"one\"", "\"two\"");
    bench.apply(other);
    assertThat(bench.text(SECRET, "version_id")).isNotEqualTo(version);
    assertThat(stored()).isEqualTo("two");

    String withKey = other.replace("tags", "kms_key_id = \"alias/store\"\ntags");
    bench.apply(withKey);
    bench.apply(other);
    assertThat(bench.action(other.replace("es/password", "es/other"), SECRET))
        .isEqualTo(Action.REPLACE);
    bench.destroy(other);
    aws.checkRequests("aws_secretsmanager_secret");
  }

  @Test
  void noReadFetchesTheValue() {
    var bench = new AwsBench(aws);
    bench.apply(FIRST);
    assertThat(aws.proxy().calls())
        .noneSatisfy(call -> assertThat(call.operation()).contains("GetSecretValue"));
  }

  @Test
  void anImportedSecretNeedsNoChangeButItsValue() {
    String main = secret("description = \"first\"");
    var bench = new AwsBench(aws);
    bench.apply(main);
    new AwsBench(aws).adopt(main, SECRET, bench.id(SECRET));

    String imports = "import {\n  to = %s\n  id = \"%s\"\n}\n".formatted(SECRET, bench.id(SECRET));
    var other = new AwsBench(aws);
    other.apply(imports + secret("description = \"first\"\nsecret_string = \"one\""));
    assertThat(stored()).isEqualTo("one");
  }

  @Test
  void aValueThatOthersHavePutIsPutRight() {
    var bench = new AwsBench(aws);
    bench.apply(FIRST);
    try (var client = OtherHand.secretsManager(aws)) {
      client.putSecretValue(it -> it.secretId("es/password").secretString("theirs"));
    }
    assertThat(bench.action(FIRST, SECRET)).isEqualTo(Action.UPDATE);
    bench.apply(FIRST);
    assertThat(stored()).isEqualTo("one");
  }

  @Test
  void aSecretOfOthersIsNotTakenOver() {
    try (var client = OtherHand.secretsManager(aws)) {
      client.createSecret(it -> it.name("es/password").secretString("theirs"));
    }
    assertThat(new AwsBench(aws).tryApply(FIRST).toString())
        .contains("Name taken")
        .doesNotContain("\"one\"");
    assertThat(stored()).isEqualTo("theirs");
  }

  @Test
  void theNameOfADeletedSecretIsNotFreeYet() {
    scheduled.set(Integer.MAX_VALUE);
    assertThat(new AwsBench(aws).tryApply(FIRST).toString())
        .contains("Secret is being deleted")
        .contains("restore-secret --secret-id es/password");
  }

  @Test
  void withoutARecoveryWindowTheNameIsFreeBeforeLong() {
    var bench = new AwsBench(aws);
    String main = FIRST.replace("tags", "recovery_window_in_days = 0\ntags");
    bench.apply(main);
    bench.destroy(main);
    scheduled.set(1);
    bench.apply(main);
  }

  /// The refusal of AWS for a used name; moto creates a second secret of that name.
  private @Nullable Answer refuse(AwsCall call) {
    return call.operation().equals("CreateSecret") && scheduled.getAndDecrement() > 0
        ? new Answer(
            400,
            Map.of("content-type", "application/x-amz-json-1.1"),
            """
            {"__type": "InvalidRequestException", "Message": "You can't create this secret because a \
            secret with this name is already scheduled for deletion."}\
            """
                .getBytes(StandardCharsets.UTF_8))
        : null;
  }

  private static String secret(String lines) {
    return "resource \"aws_secretsmanager_secret\" \"password\" {\n  name = \"es/password\"\n%s\n}\n"
        .formatted(lines);
  }

  private String stored() {
    try (var client = OtherHand.secretsManager(aws)) {
      return client.getSecretValue(it -> it.secretId("es/password")).secretString();
    }
  }
}
