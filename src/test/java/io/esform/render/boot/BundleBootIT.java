package io.esform.render.boot;

import static org.assertj.core.api.Assertions.assertThat;

import io.esform.diag.Diagnostic;
import io.esform.providers.local.HostProbe;
import io.esform.providers.local.LocalProvider;
import io.esform.testing.Await;
import io.esform.testing.FakeInputFiles;
import io.esform.testing.Workbench;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.TestMethodOrder;

/// A host that boots with its bundle, whatever happens to the bundle.
@Tag("real")
@TestInstance(Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class BundleBootIT {

  private static final String NETWORK = "esform-bundle-boot";
  private static final String HOST = "db";
  private static final String SETTINGS = "/etc/mysql/mariadb.conf.d/90-esform.cnf";
  private static final String LOW = "/etc/systemd/system/mariadb.service.d/low.conf";
  private static final String BUNDLES = "cd /var/lib/esform/bundles && ";
  private static final Duration PAUSE = Duration.ofMillis(250);
  private static final int TRIES = 720;

  private final HostProbe probe = HostProbe.of(NETWORK);
  private final Workbench local =
      new Workbench(
          new LocalProvider(System.getenv(), InstantSource.system(), new FakeInputFiles(Map.of())));

  @BeforeAll
  void bringUp() {
    probe.removeAll();
    assertThat(apply(100)).isEmpty();
  }

  @AfterAll
  void removeAll() {
    probe.removeAll();
    probe.close();
  }

  @Test
  @Order(1)
  void aHostInstallsTheFilesOfItsBundle() {
    assertThat(bundles()).hasSize(1);
    assertThat(probe.run(HOST, BUNDLES + "sha256sum *").split(" +"))
        .as("the name is the checksum")
        .containsExactly(bundles().getFirst(), bundles().getFirst());
    assertThat(probe.run(HOST, BUNDLES + "tar -tzf * | sed 's,^,/,'").lines())
        .contains(SETTINGS, "/opt/esform/bin/boot")
        .allSatisfy(
            path -> assertThat(probe.run(HOST, "stat -c '%U %G' " + path)).isEqualTo("root root"));
    assertThat(probe.run(HOST, "zcat /var/lib/cloud/seed/nocloud/user-data"))
        .contains("/etc/esform/host.conf")
        .doesNotContain("max_connections");
  }

  /// A file that was changed on the host is corrected, all others stay as they are.
  @Test
  @Order(2)
  void aRebootUsesTheKeptBundle() {
    String untouched = "stat -c '%i %Y' /opt/esform/bin/boot";
    String before = probe.run(HOST, untouched);
    probe.run(HOST, "echo broken > " + SETTINGS + "; chmod 600 /etc/esform/databases.sql");

    restart("esform: ready 1");

    assertThat(probe.run(HOST, "cat " + SETTINGS)).contains("max_connections");
    assertThat(probe.run(HOST, "stat -c %a /etc/esform/databases.sql")).isEqualTo("644");
    assertThat(probe.run(HOST, untouched)).isEqualTo(before);
  }

  @Test
  @Order(3)
  void aTamperedBundleIsRefusedUntilTheNextApply() {
    String name = bundles().getFirst();
    probe.run(HOST, BUNDLES + "echo more >> " + name);

    restart(
        "esform: failed bundle %1$s has other content: the sha256 of".formatted(name)
            + " /var/lib/esform/bundles/"
            + name
            + " is ");

    assertThat(probe.console(HOST, 200)).anyMatch(line -> line.contains("failed bundle " + name));
    assertThat(probe.run(HOST, "systemctl is-active mariadb")).isEqualTo("active");
    assertThat(apply(100)).isEmpty();
    assertThat(bundles()).containsExactly(name);
  }

  @Test
  @Order(4)
  void aLostBundleIsNamed() {
    String name = bundles().getFirst();
    probe.run(HOST, BUNDLES + "rm " + name);
    restart("esform: failed bundle " + name + " was not delivered to /var/lib/esform/bundles");
    assertThat(apply(100)).isEmpty();
  }

  @Test
  @Order(5)
  void theCurrentBundleAndTheLastGoodOneAreKept() {
    String first = bundles().getFirst();
    assertThat(apply(200)).isEmpty();
    assertThat(bundles()).hasSize(2).contains(first);
    List<String> second = bundles();
    assertThat(apply(300)).isEmpty();
    assertThat(bundles()).hasSize(2).doesNotContain(first).containsAnyElementsOf(second);

    restart("esform: ready ");
    assertThat(bundles()).as("the current one has been ready").hasSize(1);
    assertThat(probe.run(HOST, "cat " + SETTINGS)).contains("300");
  }

  /// For example of two plans at once.
  @Test
  @Order(6)
  void theLastOfManyRequestsForTheStatusIsAnswered() {
    String requests =
        "cd /var/lib/esform; for i in $(seq 40); do echo request-$i > request; sleep 0.05; done;"
            + " timeout 60 sh -c 'until grep -q request-40 status.json; do sleep 1; done' && echo answered";
    assertThat(probe.run(HOST, requests)).isEqualTo("answered");
  }

  /// MariaDB lowers the number silently.
  @Test
  @Order(7)
  void aServerWithTooFewOpenFilesForItsConnectionsIsNotReady() {
    probe.run(HOST, "printf '[Service]\\nLimitNOFILE=1200\\n' > " + LOW);
    probe.run(HOST, "systemctl daemon-reload && systemctl restart mariadb");

    assertThat(apply(1_000))
        .containsPattern(
            "the database server accepts [0-9]+ connections instead of 1000: its limit of open"
                + " files is 1200");

    probe.run(HOST, "rm " + LOW + " && systemctl daemon-reload && systemctl restart mariadb");
    assertThat(apply(1_000)).isEmpty();
  }

  private List<String> bundles() {
    return probe.run(HOST, BUNDLES + "ls").lines().toList();
  }

  private void restart(String status) {
    probe.restart(HOST);
    Await.until(
        status,
        TRIES,
        PAUSE,
        () -> probe.status(HOST).startsWith(status),
        () -> probe.status(HOST) + "\n" + String.join("\n", probe.console(HOST, 50)));
  }

  /// Returns the errors.
  private String apply(int connections) {
    var result = local.apply(configuration(connections));
    return result.diagnostics().all().stream()
        .map(Diagnostic::detail)
        .collect(Collectors.joining("\n"));
  }

  private static String configuration(int connections) {
    return """
    provider "local" {}
    resource "local_network" "this" {
      name = "%s"
      cidr = "10.89.96.0/24"
    }
    resource "es_database" "this" {
      name            = "%s"
      address         = "10.89.96.10"
      password        = "s3cret-word"
      max_connections = %d
      network         = { id = local_network.this.id, cidr = local_network.this.cidr }

      deletion_protection = false
    }
    """
        .formatted(NETWORK, HOST, connections);
  }
}
