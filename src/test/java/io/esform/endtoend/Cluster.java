package io.esform.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import io.esform.providers.local.HostProbe;
import io.esform.testing.Await;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;

/// Reads the state of the hosts of the quickstart's cluster.
final class Cluster {

  static final List<String> NODES = List.of("publisher-1", "publisher-2", "store-1", "store-2");

  private static final String DROP_IN = "/etc/systemd/system/wso2es.service.d";
  private static final int REQUESTS = 100;

  private final HostProbe probe;
  private final String prefix;

  /// @param prefix of the host names
  Cluster(HostProbe probe, String prefix) {
    this.probe = probe;
    this.prefix = prefix;
  }

  String shell(String host, String command) {
    return probe.run(prefix + host, command);
  }

  String sql(String statement) {
    return shell("database", "mariadb -NB -e \"" + statement + "\"");
  }

  /// Whether that node's datasources allow this number of connections.
  boolean hasPool(String node, int maximum) {
    String count =
        "grep -c '<maxActive>%d</maxActive>'".formatted(maximum)
            + " /opt/wso2es/repository/conf/datasources/master-datasources.xml";
    return !shell(node, count).equals("0");
  }

  /// Addresses to or from which the node has a Hazelcast connection.
  List<String> peers(String node) {
    return shell(
            node,
            "ss -Htn state established | awk '$3 ~ /:4000$/ || $4 ~ /:4000$/ {print $4}'"
                + " | sed -E 's/.*[^0-9.]?(10\\.76\\.0\\.[0-9]+).*/\\1/' | sort -u")
        .lines()
        .toList();
  }

  /// The nodes of the role that served any of a hundred requests, by their access logs.
  List<String> nodesThatServe(String role) {
    String name = role + ".es-wso2.com";
    String mark = "/carbon/?" + UUID.randomUUID();
    String statuses =
        shell(
            "database",
            "for i in $(seq "
                + REQUESTS
                + "); do curl -sk -o /dev/null -w '%{http_code}\\n' 'https://"
                + name
                + mark
                + "'; done | sort | uniq -c");
    assertThat(statuses).matches("\\s*" + REQUESTS + " (200|302)");
    List<String> nodes = NODES.stream().filter(node -> node.startsWith(role)).toList();
    return requests(nodes, mark).entrySet().stream()
        .filter(entry -> entry.getValue() > 0)
        .map(Map.Entry::getKey)
        .toList();
  }

  /// The number of requests whose URL contains the mark, by node. Tomcat writes its access log
  /// every ten seconds.
  SortedMap<String, Integer> requests(List<String> nodes, String mark) {
    shell("database", "sleep 12");
    String count =
        "cat /opt/wso2es/repository/logs/http_access_* | grep -cF '" + mark + "' || true";
    var requests = new TreeMap<String, Integer>();
    nodes.forEach(node -> requests.put(node, Integer.parseInt(shell(node, count))));
    return requests;
  }

  void awaitReady(String node) throws InterruptedException {
    Await.until(
        node + " is ready",
        300,
        Duration.ofSeconds(1),
        () -> shell(node, "cat /var/lib/esform/status").contains("esform: ready"),
        () -> shell(node, "cat /var/lib/esform/status"));
  }

  /// Kills a service's process.
  ///
  /// @param process the name of the program
  void kill(String host, String process) {
    assertThat(shell(host, "pkill -KILL -x " + process + " && echo killed")).isEqualTo("killed");
  }

  /// Waits until systemd has restarted the unit.
  void awaitRestart(String host, String unit) {
    awaitServing(
        host,
        "systemctl show -p NRestarts %1$s | grep -qv =0 && systemctl -q is-active %1$s"
            .formatted(unit));
  }

  /// Waits until the command succeeds on the host.
  void awaitServing(String host, String command) {
    assertThat(
            shell(host, "timeout 300 sh -c \"until " + command + "; do sleep 1; done\" && echo up"))
        .as(host)
        .endsWith("up");
  }

  /// Kills Carbon, and prevents that systemd starts it again.
  void killForGood(String node) {
    shell(
        node,
        "mkdir -p %s && printf '[Service]\\nRestart=no\\n' > %s/no-restart.conf"
                .formatted(DROP_IN, DROP_IN)
            + " && systemctl daemon-reload");
    kill(node, "java");
    awaitServing(node, "! systemctl -q is-active wso2es");
    allowStart(node);
  }

  private void allowStart(String node) {
    shell(node, "rm -r " + DROP_IN + " && systemctl daemon-reload");
  }
}
