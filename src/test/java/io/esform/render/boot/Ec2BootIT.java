package io.esform.render.boot;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.esform.es.status.HostReport;
import io.esform.providers.local.HostProbe;
import io.esform.providers.local.LocalProvider;
import io.esform.testing.FakeInputFiles;
import io.esform.testing.Workbench;
import io.esform.testing.aws.AwsBench;
import io.esform.testing.aws.Emulation;
import io.esform.testing.aws.OtherHand;
import io.esform.testing.aws.PublishedDocuments;
import io.esform.testing.aws.SecretValues;
import io.esform.testing.aws.StoredObjects;
import io.esform.value.Value.MapValue;
import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.s3.model.BucketLocationConstraint;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;

/// Two hosts of the provider `aws`, booted by cloud-init's Ec2 datasource, in comparison with the
/// same two hosts of the provider `local`. The metadata service and Secrets Manager have an address
/// of the test's network.
@Tag("real")
@TestInstance(Lifecycle.PER_CLASS)
class Ec2BootIT {

  private static final String NETWORK = "esform-ec2-boot";
  private static final String DATABASE = TwoHosts.DATABASE;
  private static final String BALANCER = TwoHosts.BALANCER;
  private static final String BUNDLES = "/var/lib/esform/bundles/";
  private static final List<String> HOSTS = List.of(DATABASE, BALANCER);

  /// The files that make the container an instance, and the parts by which a host reports: the only
  /// allowed differences from the local host.
  private static final String[] MACHINE = {
    "/etc/cloud/cloud.cfg.d/99-ec2.cfg",
    "/etc/cloud/ds-identify.cfg",
    "/etc/default/esform",
    "/etc/machine-id",
    "/etc/systemd/system/multi-user.target.wants/esform-probe.path",
    "/etc/systemd/system/multi-user.target.wants/esform-status.timer",
    "/usr/local/bin/systemd-detect-virt",
    "/usr/local/sbin/dhclient",
    "/usr/local/sbin/dmidecode",
    // Names the bundle, which the first boot there does not have.
    "/var/lib/esform/good",
    "/var/lib/esform/request",
    "/var/lib/esform/status.json"
  };

  private final Workbench local =
      new Workbench(
          new LocalProvider(System.getenv(), InstantSource.system(), new FakeInputFiles(Map.of())));
  private final HostProbe probe = HostProbe.of(NETWORK);

  /// The files of local hosts by host and generation, such as `db 1`.
  private final Map<String, SortedMap<String, String>> here = new TreeMap<>();

  private final Map<String, SortedMap<String, String>> onAws = new TreeMap<>();

  /// The bundles on hosts here by host and generation, with their modes, owners and checksums.
  private final Map<String, SortedMap<String, String>> bundlesHere = new TreeMap<>();

  private final Map<String, SortedMap<String, String>> bundles = new TreeMap<>();

  /// The objects that the hosts on AWS have fetched.
  private final List<String> fetched = new ArrayList<>();

  /// The status documents after the first boot and the last, by the name of the parameter.
  private final Map<String, String> published = new TreeMap<>();

  private final Map<String, String> publishedLast = new TreeMap<>();

  private final Map<String, Ec2Machine> machines = new TreeMap<>();
  private final TwoHosts text = new TwoHosts(NETWORK);

  @AutoClose private final Emulation aws = Emulation.start();

  private final AwsBench bench =
      new AwsBench(
          aws,
          "image = \"ssm:/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-x86_64\"");

  @BeforeAll
  void bootBoth(@TempDir Path directory) throws Exception {
    probe.removeAll();
    Instant valid = text.makeCertificates(directory);
    local.plannedAt(valid);
    bench.plannedAt(valid);
    for (int generation = 1; generation <= 3; generation++) {
      assertThat(local.apply(text.onThisMachine(generation)).diagnostics()).isEmpty();
      look(here, bundlesHere, generation);
    }
    assertThat(local.apply(text.network()).diagnostics()).isEmpty();
    var gateway = InetAddress.getByName(TwoHosts.GATEWAY);
    HOSTS.forEach(host -> machines.put(host, new Ec2Machine(aws, probe, host, gateway)));
    makeBucket();
    try (var secrets = SecretValues.at(gateway, this::secret);
        var objects = StoredObjects.at(gateway, this::object);
        var documents = PublishedDocuments.at(gateway)) {
      bench.apply(text.onAws(1));
      machines.forEach((host, machine) ->
          machine.start(
              bench.id(address(host)),
              secrets.endpoint(),
              objects.endpoint(),
              documents.endpoint()));
      awaitAndLook(1);
      published.putAll(documents.documents());
      bench.apply(text.onAws(2));
      machines.forEach((host, machine) -> machine.restart(bench.id(address(host))));
      awaitAndLook(2);
      bench.apply(text.onAws(3));
      machines.forEach((host, machine) -> machine.crash(bench.id(address(host))));
      awaitAndLook(3);
      publishedLast.putAll(documents.documents());
      fetched.addAll(objects.asked());
    }
  }

  private void awaitAndLook(int generation) throws InterruptedException {
    for (Ec2Machine machine : machines.values()) {
      machine.awaitReady(generation);
    }
    look(onAws, bundles, generation);
  }

  private void look(
      Map<String, SortedMap<String, String>> trees,
      Map<String, SortedMap<String, String>> found,
      int generation) {
    for (String host : HOSTS) {
      SortedMap<String, String> tree = FileTree.of(probe, host);
      found.put(host + " " + generation, bundles(tree));
      tree.keySet().removeIf(path -> path.startsWith(BUNDLES));
      trees.put(host + " " + generation, tree);
    }
  }

  private static SortedMap<String, String> bundles(SortedMap<String, String> tree) {
    var found = new TreeMap<>(tree.tailMap(BUNDLES));
    found.keySet().removeIf(path -> !path.startsWith(BUNDLES));
    return found;
  }

  private void makeBucket() {
    try (var s3 = OtherHand.s3(aws)) {
      s3.createBucket(request ->
          request
              .bucket(TwoHosts.BUCKET)
              .createBucketConfiguration(
                  it -> it.locationConstraint(BucketLocationConstraint.EU_CENTRAL_1)));
    }
  }

  private Optional<byte[]> object(String name) {
    try (var s3 = OtherHand.s3(aws)) {
      String key = name.substring(TwoHosts.BUCKET.length() + 1);
      return Optional.of(
          s3.getObjectAsBytes(request -> request.bucket(TwoHosts.BUCKET).key(key)).asByteArray());
    } catch (NoSuchKeyException _) {
      return Optional.empty();
    }
  }

  /// The value of a secret that esform has created, by the name in the instance's tag.
  private String secret(String name) {
    try (var client = OtherHand.secretsManager(aws)) {
      return client.getSecretValue(request -> request.secretId(name)).secretString();
    }
  }

  @AfterAll
  void removeAll() {
    machines.values().forEach(Ec2Machine::close);
    probe.removeAll();
    probe.close();
  }

  @Test
  void everyFileThatThePlanListsIsCompared() {
    for (String host : HOSTS) {
      var files = (MapValue) bench.state(address(host)).get("files");
      assertThat(tree(onAws, host + " 3"))
          .containsKeys(files.elements().keySet().toArray(String[]::new));
    }
  }

  @Test
  void aFirstBootMakesTheFilesOfTheSameHostHere() {
    assertSameFiles(DATABASE + " 1");
    assertSameFiles(BALANCER + " 1");
  }

  @Test
  void anotherBootMakesTheFilesOfTheChangedHostHere() {
    assertSameFiles(DATABASE + " 2");
    assertSameFiles(BALANCER + " 2");
    assertThat(changed(DATABASE))
        .contains(
            "/etc/esform/secrets/database_password", "/etc/mysql/mariadb.conf.d/90-esform.cnf");
    assertThat(changed(BALANCER))
        .contains("/etc/esform/secrets/tls_private_key", "/etc/nginx/conf.d/es-store.conf");
  }

  /// As for a host that hung and was stopped by force.
  @Test
  void aBootAfterACrashMakesTheFilesOfTheChangedHostHereToo() {
    assertSameFiles(DATABASE + " 3");
    assertSameFiles(BALANCER + " 3");
  }

  private void assertSameFiles(String host) {
    var others = new TreeMap<>(tree(onAws, host));
    var ours = new TreeMap<>(tree(here, host));
    for (String path : MACHINE) {
      others.remove(path);
      ours.remove(path);
    }
    assertThat(others).as(host).isEqualTo(ours);
  }

  private static SortedMap<String, String> tree(
      Map<String, SortedMap<String, String>> trees, String host) {
    return requireNonNull(trees.get(host), host);
  }

  private List<String> changed(String host) {
    Map<String, String> before = tree(onAws, host + " 1");
    return tree(onAws, host + " 2").entrySet().stream()
        .filter(file -> !file.getValue().equals(before.get(file.getKey())))
        .map(Map.Entry::getKey)
        .toList();
  }

  /// A first boot has its files in user-data, and a later one fetches the same bundle that was
  /// copied to the host here.
  @Test
  void bundlesAreFetchedOnceAndAreThoseOfTheSameHostHere() {
    assertThat(bundles.get(DATABASE + " 1")).isEmpty();
    for (String host : HOSTS) {
      assertThat(bundlesHere.get(host + " 3")).isNotEmpty().isEqualTo(bundles.get(host + " 3"));
    }
    assertThat(fetched)
        .doesNotHaveDuplicates()
        .hasSize(4)
        .allMatch(name -> name.matches(TwoHosts.BUCKET + "/[23]/[0-9a-f]{64}.tar.gz"));
  }

  @Test
  void secretsAreFetchedForRootAlone() {
    assertThat(tree(onAws, DATABASE + " 1"))
        .extractingByKey("/etc/esform/secrets/database_password")
        .asString()
        .startsWith("-rw------- root:root ");
    assertThat(probe.run(DATABASE, "cat /etc/esform/secrets/database_password"))
        .isEqualTo(TwoHosts.password(3));
    assertThat(probe.run(BALANCER, "cat /etc/esform/secrets/tls_private_key"))
        .isEqualTo(text.privateKey(3));
    assertThat(probe.run(DATABASE, "stat -c '%a %U' /etc/esform/secrets")).isEqualTo("700 root");
  }

  @Test
  void aHostPublishesItsStatusBeforeItsConsoleShowsIt() {
    assertReported(published, 1);
    assertReported(publishedLast, 3);
  }

  private void assertReported(Map<String, String> documents, int generation) {
    for (String host : HOSTS) {
      String document = documents.get("/esform/" + bench.id("aws_vpc.main") + "/" + host);
      HostReport report = HostReport.parse(String.valueOf(document)).orElseThrow();
      assertThat(report.instance()).isEqualTo(bench.id(address(host)));
      assertThat(report.generation()).isEqualTo(generation);
      assertThat(report.problems()).isEmpty();
      assertThat(report.probes()).containsKey("disk");
    }
  }

  @Test
  void theServersServeWhatTheLastBootBrought() {
    assertThat(
            probe.run(
                DATABASE,
                "mariadb -h 10.89.94.10 -uesform -p%s -NBe 'SELECT @@max_connections'"
                    .formatted(TwoHosts.password(3))))
        .isEqualTo("700");
    assertThat(
            probe.run(
                DATABASE,
                "echo | openssl s_client -connect 10.89.94.5:443 -servername store.es-wso2.com"
                    + " 2>/dev/null | openssl x509"))
        .isEqualTo(text.certificate(3));
  }

  @Test
  void cloudInitTakesItForAnInstanceAndAsksWithAToken() {
    machines.forEach((host, machine) -> {
      assertThat(
              probe.run(
                  host,
                  "cloud-init query platform; cloud-id; cloud-init status --wait | tail -n 1"))
          .isEqualTo("ec2\naws\nstatus: done");
      assertThat(machine.metadata().refused()).isEmpty();
      assertThat(machine.metadata().asked())
          .contains(
              "/2021-03-23/user-data",
              "/latest/meta-data/tags/instance/esform:secret",
              "/latest/meta-data/iam/security-credentials/host-role");
      assertThat(probe.run(host, "systemctl --failed --plain --no-legend")).isEmpty();
    });
  }

  private static String address(String host) {
    return host.equals(DATABASE) ? "es_database.this" : "es_load_balancer.this";
  }
}
