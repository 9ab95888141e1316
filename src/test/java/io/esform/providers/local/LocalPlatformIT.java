package io.esform.providers.local;

import static io.esform.providers.local.LocalHosts.host;
import static io.esform.providers.local.LocalHosts.known;
import static io.esform.providers.local.LocalHosts.reapplying;
import static io.esform.providers.local.LocalHosts.withTimeout;
import static io.esform.providers.local.LocalHosts.withUserData;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.esform.es.Platform.FoundHost;
import io.esform.es.Platform.HostSpecification;
import io.esform.es.Platform.HostState;
import io.esform.es.Platform.NameRecord;
import io.esform.es.Platform.PlatformException;
import io.esform.es.Platform.PublishedPort;
import io.esform.provider.Connection;
import io.esform.provider.ResourceType.CreateRequest;
import io.esform.provider.ResourceType.DeleteRequest;
import io.esform.provider.ResourceType.PlanRequest;
import io.esform.provider.ResourceType.ReadRequest;
import io.esform.provider.ResourceType.UpdateRequest;
import io.esform.testing.FakeInputFiles;
import io.esform.value.Types;
import io.esform.value.Value;
import io.esform.value.Value.ObjectValue;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;

/// The requirements of the portable types, on real hosts in a real engine.
@Tag("real")
@TestInstance(Lifecycle.PER_CLASS)
class LocalPlatformIT {

  static final String CIDR = "10.89.91.0/24";

  static final String NETWORK = "esform-it";

  private final LocalNetworkType networkType = new LocalNetworkType();
  private final Connection connection =
      new LocalProvider(System.getenv(), InstantSource.system(), new FakeInputFiles(Map.of()))
          .connect(configuration());
  private final LocalPlatform platform = new LocalPlatform((LocalConnection) connection);

  private final LocalHosts.Recorder progress = new LocalHosts.Recorder();

  private ObjectValue network = Value.objectOf(Map.of());

  @TempDir private Path directory = Path.of(".");

  @BeforeAll
  void makeNetwork() throws PlatformException {
    removeLeftovers();
    ObjectValue planned = planned();
    var made =
        networkType.create(
            connection, new CreateRequest("local_network.it", planned, "token-net", progress));
    assertThat(made.diagnostics()).isEmpty();
    network = Objects.requireNonNull(made.state());
  }

  @AfterAll
  void removeAll() throws PlatformException {
    removeLeftovers();
    connection.close();
  }

  @Test
  void aHostBootsItsUserDataAtItsAddressAndSaysSo() throws PlatformException, IOException {
    Path input = Files.writeString(directory.resolve("input.txt"), "from this machine\n");
    var specification =
        host("a", 11, 1, List.of(new PublishedPort(8080, 18080)), Map.of("/opt/in/put.txt", input));

    HostState made = platform.hosts().create(specification, "token-a", progress);

    assertThat(made.privateAddress()).isEqualTo("10.89.91.11");
    assertThat(made.generation()).isEqualTo(1);
    assertThat(progress.ids).contains(made.id());
    assertThat(read(made.id(), "gone")).containsExactly(made, null);
    assertThat(platform.hosts().look(made.id())).contains(new FoundHost(NETWORK, null, made));
    assertThat(platform.hosts().look("gone")).isEmpty();
    assertThat(shell(made, "cat /opt/in/put.txt /etc/esform/secrets/password"))
        .isEqualTo("from this machine\ns3cret");
    assertThat(shell(made, "stat -c '%a %U' /etc/esform/secrets /etc/esform/secrets/password"))
        .isEqualTo("700 root\n600 root");
    assertThat(shell(made, "cloud-init status")).isEqualTo("status: done");
    assertThat(shell(made, "systemctl --failed --plain --no-legend")).isEmpty();
    assertThat(shell(made, "hostname")).isEqualTo("a");
    shell(made, "systemd-run python3 -m http.server 8080 --directory /etc/esform");
    assertThat(
            shell(made, "curl -s --retry 9 --retry-connrefused http://10.89.91.11:8080/generation"))
        .isEqualTo("generation 1");
    try (var socket = new Socket(InetAddress.getLoopbackAddress(), 18080)) {
      assertThat(socket.isConnected()).isTrue();
    }
    delete(made.id());
    assertThat(read(made.id())).containsOnlyNulls();
  }

  @Test
  void anUpdateOfARunningHostNeedsNoReboot() throws PlatformException {
    HostState made = platform.hosts().create(reapplying(host("i", 18, 1)), "token-i", progress);
    shell(made, "touch /run/lost-by-a-reboot");

    for (int generation = 2; generation <= 3; generation++) {
      HostSpecification changed = reapplying(host("i", 18, generation));
      HostState updated = platform.hosts().update(made.id(), changed, progress);

      assertThat(updated.generation()).isEqualTo(generation);
      assertThat(read(made.id())).containsExactly(updated);
      assertThat(shell(made, "cat /etc/esform/generation")).isEqualTo("generation " + generation);
      assertThat(shell(made, "ls /run/lost-by-a-reboot")).isEqualTo("/run/lost-by-a-reboot");
      assertThat(shell(made, "cloud-init status --wait")).endsWith("status: done");
    }
    delete(made.id());
  }

  @Test
  void anUpdateGivesTheSameHostItsNewUserData() throws PlatformException {
    HostState made = platform.hosts().create(host("b", 12, 1), "token-b", progress);

    HostState updated = platform.hosts().update(made.id(), host("b", 12, 2), progress);

    assertThat(updated.id()).isEqualTo(made.id());
    assertThat(updated.generation()).isEqualTo(2);
    assertThat(updated.userDataSha256()).isNotEqualTo(made.userDataSha256());
    assertThat(read(made.id())).containsExactly(updated);
    assertThat(shell(made, "cat /etc/esform/generation")).isEqualTo("generation 2");
    delete(made.id());
  }

  /// Otherwise the host would remain down, or the next run would find it not ready and boot it
  /// again.
  @Test
  void anUpdateComesToItsEndThoughTheUserAsksToStop() throws PlatformException {
    var stopping = new LocalHosts.Recorder();
    HostState made = platform.hosts().create(host("j", 19, 1), "token-j", stopping);
    stopping.stopping = true;

    HostState updated = platform.hosts().update(made.id(), host("j", 19, 2), stopping);

    assertThat(updated.generation()).isEqualTo(2);
    assertThat(read(made.id())).containsExactly(updated);
    delete(made.id());
  }

  @Test
  void aCreationThatWasCutShortIsAdopted() throws PlatformException {
    HostState made = platform.hosts().create(host("c", 13, 1), "token-c", progress);
    engine().change("stopping", docker -> docker.stopContainerCmd(made.id()).exec());
    assertThat(read(made.id())).singleElement().matches(state -> state != null && !state.running());

    HostState adopted = platform.hosts().create(host("c", 13, 1), "token-c", progress);

    assertThat(adopted).isEqualTo(made);
    delete(made.id());
    delete(made.id());
  }

  @Test
  void aHostThatFailsSaysWhyAndShowsItsConsole() {
    HostSpecification failing =
        withUserData(host("d", 14, 1), "echo 'esform: failed no pack' >/var/lib/esform/status");

    assertThatThrownBy(() -> platform.hosts().create(failing, "token-d", progress))
        .isInstanceOfSatisfying(
            PlatformException.class,
            failure -> {
              assertThat(failure.diagnostic().summary()).isEqualTo("Host failed");
              assertThat(failure.diagnostic().detail())
                  .startsWith("d reports: no pack.\n\nThe last lines of its ")
                  .contains("Cloud-init");
              assertThat(failure.id()).isNotNull();
            });
  }

  @Test
  void aHostThatNeverReportsRunsOutOfTime() {
    HostSpecification silent = withUserData(withTimeout(host("e", 15, 1), 3), "true");

    assertThatThrownBy(() -> platform.hosts().create(silent, "token-e", progress))
        .isInstanceOfSatisfying(
            PlatformException.class,
            failure ->
                assertThat(failure.diagnostic().summary()).isEqualTo("Host not ready in time"));
  }

  @Test
  void anAddressInUseIsRefusedAndLeavesNothing() throws PlatformException {
    HostState made = platform.hosts().create(host("f", 16, 1), "token-f", progress);

    assertThatThrownBy(() -> platform.hosts().create(host("g", 16, 1), "token-g", progress))
        .isInstanceOfSatisfying(
            PlatformException.class,
            failure -> {
              assertThat(failure.diagnostic().summary()).isEqualTo("Address in use");
              assertThat(failure.id()).isNull();
            });

    assertThat(containers()).doesNotContain("/esform-it-g");
    delete(made.id());
  }

  @Test
  void everyHostResolvesThroughTheNetworksNameServer() throws PlatformException {
    HostState made = platform.hosts().create(host("h", 17, 1), "token-h", progress);
    var address =
        new NameRecord(NETWORK, "store.es-wso2.com", "A", List.of("10.89.91.5", "10.89.91.6"), 60);
    var alias =
        new NameRecord(NETWORK, "alias.es-wso2.com", "CNAME", List.of("store.es-wso2.com"), 60);

    platform.names().put(address, progress);
    platform.names().put(alias, progress);

    assertThat(platform.names().read(List.of(address, alias))).containsExactly(address, alias);
    assertThat(shell(made, "getent ahostsv4 store.es-wso2.com | awk '{print $1}' | sort -u"))
        .isEqualTo("10.89.91.5\n10.89.91.6");
    assertThat(shell(made, "getent ahostsv4 alias.es-wso2.com | awk '{print $1}' | sort -u"))
        .isEqualTo("10.89.91.5\n10.89.91.6");
    assertThat(shell(made, "getent hosts nobody.es-wso2.com; echo $?")).isEqualTo("2");
    assertThat(shell(made, "cat /etc/resolv.conf")).contains("nameserver 10.89.91.2");

    platform.names().delete(address, progress);
    platform.names().delete(alias, progress);
    assertThat(platform.names().read(List.of(address, alias))).containsExactly(null, null);
    assertThat(shell(made, "getent hosts store.es-wso2.com; echo $?")).isEqualTo("2");
    delete(made.id());
  }

  /// As after a run that was interrupted between its write and the server's read; here the server
  /// cannot read.
  @Test
  void aRecordThatTheServerHasNotReadIsNotThere() throws PlatformException {
    var record = new NameRecord(NETWORK, "half.es-wso2.com", "A", List.of("10.89.91.7"), 60);
    var other = new NameRecord(NETWORK, record.name(), "A", List.of("10.89.91.8"), 60);
    platform.names().put(record, progress);
    inNameServer("mv /etc/esform/dns/settle /settle");

    assertThatThrownBy(() -> platform.names().put(other, progress))
        .isInstanceOf(PlatformException.class);
    assertThatThrownBy(() -> platform.names().delete(record, progress))
        .isInstanceOf(PlatformException.class);
    assertThat(platform.names().read(List.of(record))).containsExactly(record);

    inNameServer("mv /settle /etc/esform/dns/settle");
    platform.names().put(other, progress);
    assertThat(platform.names().read(List.of(other))).containsExactly(other);
    platform.names().delete(other, progress);
    assertThat(platform.names().read(List.of(other))).containsOnlyNulls();
  }

  private void inNameServer(String command) throws PlatformException {
    assertThat(engine().execute(NETWORK + "-dns", "sh", "-c", command).status()).isZero();
  }

  @Test
  void aNetworkWhoseNameServerStoppedIsRepairedInPlace() throws PlatformException {
    engine().change("stopping", docker -> docker.stopContainerCmd(NETWORK + "-dns").exec());

    ObjectValue read = read();
    assertThat(read.get("serving")).isEqualTo(Value.of(false));
    ObjectValue planned =
        networkType.plan(new PlanRequest("local_network.it", read, configured(), read)).planned();
    assertThat(planned).isEqualTo(network);
    networkType.update(
        connection, new UpdateRequest("local_network.it", read, planned, "token-net", progress));

    assertThat(read()).isEqualTo(network);
  }

  @Test
  void aNetworkOverAnotherOnesAddressesIsRefused() {
    ObjectValue planned = planned().with("name", Value.of("esform-it-overlap"));

    var refused =
        networkType.create(
            connection, new CreateRequest("local_network.b", planned, "token-overlap", progress));

    assertThat(refused.state()).isNull();
    assertThat(refused.diagnostics().all())
        .singleElement()
        .matches(diagnostic -> diagnostic.summary().equals("Network overlap"));
  }

  private ObjectValue read() {
    var answers =
        networkType.read(connection, List.of(new ReadRequest("local_network.it", network)));
    return Objects.requireNonNull(answers.getFirst().state());
  }

  private ObjectValue planned() {
    ObjectValue proposed =
        configured()
            .with("id", Value.unknown(Types.STRING))
            .with("gateway", Value.unknown(Types.STRING))
            .with("dns", Value.unknown(Types.STRING))
            .with("serving", Value.unknown(Types.BOOL));
    return networkType
        .plan(new PlanRequest("local_network.it", null, configured(), proposed))
        .planned();
  }

  private static ObjectValue configured() {
    var values = new TreeMap<String, Value>();
    for (String name : List.of("id", "gateway", "dns", "domain")) {
      values.put(name, Value.nullOf(Types.STRING));
    }
    values.put("serving", Value.nullOf(Types.BOOL));
    values.put("name", Value.of(NETWORK));
    values.put("cidr", Value.of(CIDR));
    return Value.objectOf(values);
  }

  private static ObjectValue configuration() {
    return Value.objectOf(
        Map.of("socket", Value.nullOf(Types.STRING), "image", Value.nullOf(Types.STRING)));
  }

  private List<@Nullable HostState> read(String... ids) throws PlatformException {
    return platform.hosts().read(Arrays.stream(ids).map(LocalHosts::known).toList());
  }

  private void delete(String id) throws PlatformException {
    platform.hosts().delete(known(id), progress);
  }

  private String shell(HostState host, String command) throws PlatformException {
    return engine().execute(host.id(), "sh", "-c", command).output().replace("\r", "").strip();
  }

  private Engine engine() throws PlatformException {
    return ((LocalConnection) connection).engine();
  }

  private List<String> containers() throws PlatformException {
    return engine()
        .ask("listing", docker -> docker.listContainersCmd().withShowAll(true).exec())
        .stream()
        .flatMap(found -> List.of(found.getNames()).stream())
        .toList();
  }

  private void removeLeftovers() throws PlatformException {
    for (String name : containers()) {
      if (name.startsWith("/" + NETWORK + "-")) {
        delete(name.substring(1));
      }
    }
    networkType.delete(
        connection,
        new DeleteRequest("local_network.it", planned().with("id", Value.of(NETWORK)), progress));
  }
}
