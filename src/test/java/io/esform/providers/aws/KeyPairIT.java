package io.esform.providers.aws;

import static org.assertj.core.api.Assertions.assertThat;

import io.esform.plan.Action;
import io.esform.testing.aws.AwsBench;
import io.esform.testing.aws.Emulation;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;

/// Key pairs on the emulated AWS.
@Tag("real")
@TestInstance(Lifecycle.PER_CLASS)
class KeyPairIT {

  private static final String ONE =
      "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIJLHYMxAZFvxDvP+v/jr+Ocp5BLJ4ljkKo"
          + "cjY6q3cyc8 a comment";

  private static final String OTHER =
      "ssh-rsa AAAAB3NzaC1yc2EAAAADAQABAAABAQDEElQCH62DtB1/sfrNv3WqkJqTLO3wcp"
          + "G6xccRqXAh84OIQz47WKlTJ6TiRnMVyjns8Xeas0THtMJ3h0cUDXTNriqqDPwbRLUZPPud"
          + "prna2pNVSOWSn4g7njE+4yDMPuxs7cJF7NuooXK7lxZUgwt/cGvopwRmg5codTCm6xV35c"
          + "lTzpojL26YgPVXpnN6XD9YXnbrxaZAjT3XqBI8L1MlDsyrnZIvzEDIpZkRM/YdNL+ll3CI"
          + "NL3Kuy1aUEUs3AZ3MKhfMIqB4yGhCWkeK5fqlPDz0oDiJorLaGJ+IoSfC+aPXUBvBB3SQ5"
          + "+DgTcdKgMdNHn0Pg45sCaUcm3E0e6z other";

  @AutoClose private final Emulation aws = Emulation.start();

  @BeforeEach
  void forget() {
    aws.reset();
  }

  @Test
  void aKeyIsImportedAndReplacedAndTakenOverAndGoesAgain() {
    var bench = new AwsBench(aws);
    bench.apply(key(ONE, ""));
    assertThat(bench.id("aws_key_pair.a")).isEqualTo("operators");
    assertThat(bench.text("aws_key_pair.a", "key_pair_id")).startsWith("key-");
    bench.apply(key(ONE, "tags = { Name = \"a\" }"));
    assertThat(bench.action(key(ONE + "s", ""), "aws_key_pair.a")).isEqualTo(Action.UPDATE);
    bench.apply(key(ONE + "s", ""));
    String other = key(OTHER, "");
    assertThat(bench.action(other, "aws_key_pair.a")).isEqualTo(Action.REPLACE);
    bench.apply(other);
    bench.adopt(key(OTHER, ""), "aws_key_pair.a", "operators");
    bench.destroy(other);
    aws.checkRequests("aws_key_pair");
  }

  private static String key(String publicKey, String line) {
    return """
    resource "aws_key_pair" "a" {
      key_name   = "operators"
      public_key = "%s"
      %s
    }
    """
        .formatted(publicKey, line);
  }
}
