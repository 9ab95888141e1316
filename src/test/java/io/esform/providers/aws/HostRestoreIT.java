package io.esform.providers.aws;

import static io.esform.providers.aws.HostText.IMAGE;
import static org.assertj.core.api.Assertions.assertThat;

import io.esform.diag.Diagnostic;
import io.esform.testing.Relay.Answer;
import io.esform.testing.aws.AwsBench;
import io.esform.testing.aws.AwsCall;
import io.esform.testing.aws.AwsProxy.Upstream;
import io.esform.testing.aws.Emulation;
import io.esform.value.Value;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;

/// Instances that return to their last good generation.
@Tag("real")
@TestInstance(Lifecycle.PER_CLASS)
class HostRestoreIT {

  private static final String HOST = "es_load_balancer.this";
  private static final Pattern OUTPUT = Pattern.compile("<output>([^<]*)</output>");

  @AutoClose private final Emulation aws = Emulation.start(this::console);

  /// The output of all boots so far, as in a console that is not cleared.
  private final StringBuilder console = new StringBuilder();

  private int failing;

  /// Lets the boot of the failing generation fail. Its log contains the private key.
  private @Nullable Answer console(AwsCall call, Upstream emulator)
      throws IOException, InterruptedException {
    if (!call.operation().equals("GetConsoleOutput")) {
      return null;
    }
    Answer answer = emulator.ask(call.body());
    var body = new String(answer.body(), StandardCharsets.UTF_8);
    var output = OUTPUT.matcher(body);
    assertThat(output.find()).isTrue();
    String boot =
        new String(Base64.getDecoder().decode(output.group(1)), StandardCharsets.UTF_8)
            .replace(
                "esform: ready " + failing,
                "nginx: no key in s3cret-private-key\r\nesform: failed nginx -t: no key");
    if (!console.toString().endsWith(boot)) {
      console.append(boot);
    }
    byte[] all = console.toString().getBytes(StandardCharsets.UTF_8);
    return Answer.xml(200, body.replace(output.group(1), Base64.getEncoder().encodeToString(all)));
  }

  private static String main(String size) {
    return HostText.NETWORK
        + """
        resource "es_load_balancer" "this" {
          name          = "balancer"
          address       = "10.20.1.5"
          max_body_size = "%s"
          network = {
            id              = aws_vpc.main.id
            cidr            = aws_vpc.main.cidr_block
            subnets         = { (aws_subnet.a.cidr_block) = aws_subnet.a.id }
            security_groups = { load_balancer = [aws_security_group.database.id] }
          }
          tls {
            certificate = "-----BEGIN CERTIFICATE-----\\nMIIB\\n-----END CERTIFICATE-----\\n"
            private_key = "s3cret-private-key"
          }
          virtual_host {
            role      = "publisher"
            host_name = "publisher.es-wso2.com"
            nodes     = ["10.20.1.11"]
          }
          rollout {
            on_failure = "restore"
          }
        }
        """
            .formatted(size);
  }

  @Test
  void aFailedHostHasItsUserDataAgainAsANewGeneration() {
    var bench = new AwsBench(aws, IMAGE);
    bench.apply(main("1m"));
    Value files = bench.state(HOST).get("files");
    String id = bench.id(HOST);
    failing = 2;
    aws.proxy().forgetCalls();

    List<Diagnostic> reported = bench.tryApply(main("2m")).all();

    assertThat(reported)
        .extracting(Diagnostic::summary)
        .containsExactly("Host failed", "Instance restored");
    assertThat(reported.getFirst().detail())
        .startsWith("balancer reports: nginx -t: no key.\n\nThe last lines of its console:\n")
        .contains("  nginx: no key in (sensitive)\n  esform: failed nginx -t: no key")
        .doesNotContain("s3cret");
    assertThat(reported.getLast().detail())
        .contains("has the arguments of generation 1 again and is ready as generation 3");
    assertThat(
            aws.proxy().calls().stream()
                .map(AwsCall::operation)
                .filter(List.of("StopInstances", "StartInstances")::contains))
        .containsExactly("StopInstances", "StartInstances", "StopInstances", "StartInstances");
    assertThat(bench.id(HOST)).isEqualTo(id);
    assertThat(bench.state(HOST).get("files")).isEqualTo(files);
    assertThat(bench.state(HOST).get("ready")).isEqualTo(Value.of(true));
    assertThat(bench.change(main("2m"), HOST).impact().notes())
        .anyMatch(note -> note.contains("tried generation 2 and restored generation 1: balancer"));
    failing = 0;
    bench.apply(main("2m"));
    assertThat(bench.state(HOST).get("generation")).isEqualTo(Value.of(4));
    bench.destroy(main("2m"));
  }
}
