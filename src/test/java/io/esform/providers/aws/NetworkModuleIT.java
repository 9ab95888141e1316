package io.esform.providers.aws;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.esform.testing.FakeInputFiles;
import io.esform.testing.Workbench;
import io.esform.testing.aws.AwsCall;
import io.esform.testing.aws.Emulation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// The permissions and ports that hosts need for their probes and status documents, in
/// `modules/network-aws`.
@Tag("real")
class NetworkModuleIT {

  private static final String MAIN_FILE = "network-aws/main.esf";

  @AutoClose private final Emulation aws = Emulation.start();

  private static String main(int connections) {
    return """
    module "network" {
      source             = "./network-aws"
      name               = "es"
      availability_zones = ["eu-central-1a"]
      domain             = "es.test"
    }
    resource "es_database" "this" {
      name                = "db"
      network             = module.network.network
      address             = cidrhost(module.network.private_cidrs[0], 10)
      password            = "s3cret-word"
      max_connections     = %d
      deletion_protection = false
    }
    """
        .formatted(connections);
  }

  /// The module before it had the rule and the permission.
  private static String earlier(String module) {
    String without =
        module
            .replaceFirst("(?s)  ingress \\{\\n    description = \"https among.*?\\n  }\\n", "")
            .replaceFirst("(?s), \\{\\s+Effect   = \"Allow\"\\s+Action   = \"ssm:.*?}(?=])", "");
    assertThat(without).doesNotContain("https among", "ssm:PutParameter");
    return without;
  }

  @Test
  void aClusterOfAnEarlierModuleGetsThemBeforeItsHostsBootAgain() throws IOException {
    String module = Files.readString(Path.of("modules", "network-aws", "main.esf"));
    var provider = new AwsProvider(InstantSource.system(), new FakeInputFiles(Map.of()));
    Workbench bench = ClusterText.addModule(new Workbench(provider)).withParallelism(1);
    bench.withFile(MAIN_FILE, earlier(module));
    apply(bench, 500);
    aws.proxy().forgetCalls();

    bench.withFile(MAIN_FILE, module);
    apply(bench, 600);

    assertThat(aws.changes())
        .containsSubsequence("ec2:AuthorizeSecurityGroupIngress", "ec2:StopInstances")
        .containsSubsequence("iam:PutRolePolicy", "ec2:StopInstances");
    assertThat(call("AuthorizeSecurityGroupIngress"))
        .containsEntry("IpPermissions.1.FromPort", "9443")
        .containsEntry("IpPermissions.1.Groups.1.GroupId", groupOfNodes());
    assertThat(call("PutRolePolicy").get("PolicyDocument"))
        .containsOnlyOnce("\"ssm:")
        .containsPattern(
            "\"Action\":\"ssm:PutParameter\",\"Effect\":\"Allow\",\"Resource\":"
                + "\"arn:aws:ssm:\\*:\\*:parameter/esform/vpc-[0-9a-f]+/\\*\"");
  }

  private void apply(Workbench bench, int connections) {
    String text = aws.provider(HostText.IMAGE) + main(connections);
    assertThat(bench.apply(bench.plan(text)).diagnostics()).isEmpty();
  }

  /// The group that gets the rule: the one that refers to itself.
  private String groupOfNodes() {
    return requireNonNull(call("AuthorizeSecurityGroupIngress").get("GroupId"));
  }

  private Map<String, String> call(String operation) {
    List<AwsCall> calls =
        aws.proxy().calls().stream().filter(call -> call.operation().equals(operation)).toList();
    assertThat(calls).hasSize(1);
    return calls.getFirst().parameters();
  }
}
