package io.esform.providers.local;

import com.github.dockerjava.api.command.InspectContainerResponse;
import com.github.dockerjava.api.model.HostConfig;
import io.esform.diag.Diagnostic;
import io.esform.diag.EsformBug;
import io.esform.es.Platform.PlatformException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.TreeMap;

/// The name server of one network: a container that runs dnsmasq and nothing else. Its records are
/// files in it, so they live as long as it does, through restarts.
final class NameServer {

  /// A host that asks while nobody listens is told at once that there is no such name.
  private static final String AWAIT_LISTENING =
      "for attempt in $(seq 100); do ss -Hlnu 'sport = :53' | grep -q . && exit; sleep 0.1; done";

  private static final String CONFIGURATION = "/etc/esform/dns/dnsmasq.conf";
  private static final String RECORDS = "/etc/esform/dns/records";
  private static final String ALIASES = "/etc/esform/dns/aliases";

  /// Knows its records and nothing else: a name without one does not exist, and no question leaves
  /// the network.
  private static final String SETTINGS =
      """
      keep-in-foreground
      user=root
      no-resolv
      no-hosts
      local=/#/
      addn-hosts=%s
      conf-dir=%s
      """
          .formatted(RECORDS, ALIASES);

  private final Engine engine;
  private final Network network;

  NameServer(Engine engine, Network network) {
    this.engine = engine;
    this.network = network;
  }

  boolean isRunning() throws PlatformException {
    return inspect().map(NameServer::isRunning).orElse(false);
  }

  /// Makes it unless it is there, and starts it unless it runs.
  ///
  /// @throws PlatformException when it could not be; what exists of it stays
  void ensure(String image) throws PlatformException {
    if (inspect().isEmpty()) {
      make(image);
    }
    if (!isRunning()) {
      // Also of one that is there: the run that made it may have been ended before this.
      configure();
      start();
    }
  }

  void remove() throws PlatformException {
    engine.change(
        "removing the name server",
        docker ->
            docker
                .removeContainerCmd(network.nameServer())
                .withForce(true)
                .withRemoveVolumes(true)
                .exec());
  }

  /// Content of each record's file, by the name it is a record of.
  SequencedMap<String, String> records(boolean aliases) throws PlatformException {
    Optional<SequencedMap<String, byte[]>> found =
        engine.find(
            "reading name records",
            docker -> {
              try (InputStream sent =
                  docker
                      .copyArchiveFromContainerCmd(network.nameServer(), directory(aliases))
                      .exec()) {
                return Archive.read(sent);
              } catch (IOException failure) {
                throw new UncheckedIOException(failure);
              }
            });
    var records = new TreeMap<String, String>();
    found
        .orElseGet(TreeMap::new)
        .forEach((path, content) ->
            records.put(lastName(path), new String(content, StandardCharsets.UTF_8)));
    return records;
  }

  void put(String name, boolean alias, String content) throws PlatformException {
    copy(new Archive().file(directory(alias) + "/" + checked(name), content, 0644));
    reload(alias);
  }

  void delete(String name, boolean alias) throws PlatformException {
    if (inspect().isEmpty()) {
      return;
    }
    if (!isRunning()) {
      start();
    }
    engine.execute(network.nameServer(), "rm", "-f", directory(alias) + "/" + checked(name));
    reload(alias);
  }

  /// dnsmasq reads addresses anew on a signal, aliases only as it starts. Returns once it listens.
  private void reload(boolean aliases) throws PlatformException {
    String server = network.nameServer();
    engine.change(
        "reloading the name server",
        docker -> {
          if (aliases) {
            docker.restartContainerCmd(server).withTimeout(1).exec();
          } else {
            docker.killContainerCmd(server).withSignal("HUP").exec();
          }
        });
    engine.execute(server, "sh", "-c", AWAIT_LISTENING);
  }

  private void make(String image) throws PlatformException {
    engine.ask(
        "making the name server of network \"" + network.name() + "\"",
        docker ->
            docker
                .createContainerCmd(image)
                .withName(network.nameServer())
                .withHostName("dns")
                .withLabels(Map.of(Labels.KIND, Labels.NAME_SERVER, Labels.NETWORK, network.name()))
                .withCmd("/usr/sbin/dnsmasq", "--conf-file=" + CONFIGURATION)
                .withStopSignal("SIGTERM")
                .withIpv4Address(network.dns())
                .withHostConfig(HostConfig.newHostConfig().withNetworkMode(network.name()))
                .exec());
  }

  private void configure() throws PlatformException {
    copy(
        new Archive()
            .file(CONFIGURATION, SETTINGS, 0644)
            .file(RECORDS + "/.keep", "", 0644)
            .file(ALIASES + "/.keep", "", 0644));
  }

  private void start() throws PlatformException {
    engine.change(
        "starting the name server at " + network.dns(),
        docker -> docker.startContainerCmd(network.nameServer()).exec());
  }

  private void copy(Archive archive) throws PlatformException {
    boolean copied =
        engine.change(
            "writing name records",
            docker ->
                docker
                    .copyArchiveToContainerCmd(network.nameServer())
                    .withRemotePath("/")
                    .withTarInputStream(archive.stream())
                    .exec());
    if (!copied) {
      throw gone();
    }
  }

  private PlatformException gone() {
    return new PlatformException(
        Diagnostic.error(
            "Name server gone",
            "The name server of network \""
                + network.name()
                + "\" is not there any more. Plan again: its local_network will be repaired."),
        null);
  }

  private Optional<InspectContainerResponse> inspect() throws PlatformException {
    return engine.find(
        "looking at the name server",
        docker -> docker.inspectContainerCmd(network.nameServer()).exec());
  }

  private static boolean isRunning(InspectContainerResponse found) {
    return Boolean.TRUE.equals(found.getState().getRunning());
  }

  private static String directory(boolean aliases) {
    return aliases ? ALIASES : RECORDS;
  }

  private static String lastName(String path) {
    return path.substring(path.lastIndexOf('/') + 1);
  }

  private static String checked(String name) {
    if (name.isEmpty() || name.startsWith(".") || name.contains("/")) {
      throw new EsformBug("\"" + name + "\" is no name of a record.");
    }
    return name;
  }
}
