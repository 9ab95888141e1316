package io.esform.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import io.esform.testing.Await;
import io.esform.testing.Golden;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import javax.tools.ToolProvider;

/// Fills the pools of nodes, with the pool and the driver of their packs and their own settings,
/// while Carbon runs. Carbon without users holds hardly any connections.
final class Pools {

  private static final String HOME = "/opt/wso2es/repository";
  private static final String DIRECTORY = "/tmp/pool-fill";

  /// The oldest Java of a node.
  private static final String RELEASE = "11";

  /// As a plan counts them, for nodes without a database for their local registry.
  private static final int DATASOURCES = 4;

  private static final int OF_SCRIPTS = 2;
  private static final int OF_SERVER = 10;

  /// The kernel of the quickstart has no social datasource. Single connections stand in for it.
  private static final int POOLS = 3;

  private final Cluster cluster;
  private final byte[] program;

  /// @param directory for the compiled program
  Pools(Cluster cluster, Path directory) throws IOException {
    this.cluster = cluster;
    int result =
        ToolProvider.getSystemJavaCompiler()
            .run(
                null,
                null,
                null,
                "--release",
                RELEASE,
                "-d",
                directory.toString(),
                Golden.resource("endtoend/PoolFill.java").toString());
    assertThat(result).isZero();
    this.program = Files.readAllBytes(directory.resolve("PoolFill.class"));
  }

  /// Opens the most connections that the plan counts, holds them all at the same time, and checks
  /// that none was refused.
  void assertAllFit(List<String> nodes, int maxActive) throws InterruptedException {
    int ofNode = DATASOURCES * maxActive + OF_SCRIPTS;
    cluster.sql("FLUSH STATUS");
    for (String node : nodes) {
      int reserve = node.equals(nodes.getFirst()) ? OF_SERVER : 0;
      start(node, ofNode - POOLS * maxActive + reserve);
    }
    for (String node : nodes) {
      int reserve = node.equals(nodes.getFirst()) ? OF_SERVER : 0;
      assertThat(outcome(node)).as(node).isEqualTo("held " + (ofNode + reserve));
    }
    int all = nodes.size() * ofNode + OF_SERVER;
    assertThat(status("Threads_connected")).isGreaterThanOrEqualTo(all);
    assertThat(status("Connection_errors_max_connections")).isZero();
    nodes.forEach(node -> cluster.shell(node, "pkill -f PoolFill; rm -rf " + DIRECTORY));
  }

  private void start(String node, int more) {
    cluster.shell(
        node,
        """
        mkdir -p %1$s && cd %1$s && base64 -d <<< %2$s > PoolFill.class
        java=$(sed -n 's/^JAVA_HOME=//p' /etc/esform/carbon.env)/bin/java
        nohup $java -cp '.:%3$s/components/lib/*:%3$s/components/plugins/*:/opt/wso2es/lib/*' PoolFill \\
          %3$s/conf/datasources/master-datasources.xml %4$d > out 2> err < /dev/null &
        """
            .formatted(DIRECTORY, Base64.getEncoder().encodeToString(program), HOME, more));
  }

  /// Waits for the result: `held N`, or `refused …`.
  private String outcome(String node) throws InterruptedException {
    Await.until(
        "the pools of " + node + " are full",
        600,
        Duration.ofSeconds(1),
        () -> !cluster.shell(node, "cat " + DIRECTORY + "/out").isEmpty(),
        () -> cluster.shell(node, "tail -n 20 " + DIRECTORY + "/err"));
    return cluster.shell(node, "cat " + DIRECTORY + "/out");
  }

  private int status(String name) {
    return Integer.parseInt(
        cluster.sql("SHOW GLOBAL STATUS LIKE '" + name + "'").split("\t", -1)[1]);
  }
}
