package io.esform.providers.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.esform.testing.aws.AwsBench;
import io.esform.testing.aws.Emulation;
import io.esform.testing.aws.OtherHand;
import io.esform.value.Value;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import software.amazon.awssdk.services.ssm.model.ParameterType;

/// Parameters on the emulated AWS.
@Tag("real")
@TestInstance(Lifecycle.PER_CLASS)
class ParametersTypesIT {

  @AutoClose private final Emulation aws = Emulation.start();

  @BeforeEach
  void forget() {
    aws.reset();
  }

  @Test
  void aPlainParameterIsReadInTheClear() {
    put("/es/image", "ami-1", ParameterType.STRING);
    var bench = new AwsBench(aws);
    bench.apply(source("/es/image", "insecure_value"));
    assertThat(bench.output("found")).isEqualTo(Value.of("ami-1"));
    bench.apply(source("/es/image", "type"));
    assertThat(bench.output("found")).isEqualTo(Value.of("String"));
    bench.apply(source("/es/image", "version"));
    assertThat(bench.output("found")).isEqualTo(Value.of(1));
    bench.apply(source("/es/image", "arn"));
    assertThat(bench.output("found").toString()).contains(":parameter/es/image");
  }

  @Test
  void aSecureParameterIsSensitive() {
    put("/es/password", "swordfish", ParameterType.SECURE_STRING);
    var bench = new AwsBench(aws);
    assertThatThrownBy(() -> bench.plan(source("/es/password", "value")))
        .hasMessageContaining("sensitive");
    bench.apply(sensitive("nonsensitive(data.aws_ssm_parameter.a.value) == \"swordfish\""));
    assertThat(bench.output("found")).isEqualTo(Value.sensitive(Value.of(true)));
    bench.apply(sensitive("data.aws_ssm_parameter.a.insecure_value == null"));
    assertThat(bench.output("found")).isEqualTo(Value.sensitive(Value.of(true)));
  }

  @Test
  void aMissingParameterIsAFaultThatNamesTheRegion() {
    assertThatThrownBy(() -> new AwsBench(aws).plan(source("/es/nothing", "value")))
        .hasMessageContaining("Parameter not found")
        .hasMessageContaining("eu-central-1");
  }

  private void put(String name, String value, ParameterType type) {
    try (var ssm = OtherHand.ssm(aws)) {
      ssm.putParameter(it -> it.name(name).value(value).type(type));
    }
  }

  private static String source(String name, String attribute) {
    return """
    data "aws_ssm_parameter" "a" {
      name = "%s"
    }
    output "found" {
      value = data.aws_ssm_parameter.a.%s
    }
    """
        .formatted(name, attribute);
  }

  private static String sensitive(String expression) {
    return """
    data "aws_ssm_parameter" "a" {
      name = "/es/password"
    }
    output "found" {
      sensitive = true
      value     = %s
    }
    """
        .formatted(expression);
  }
}
