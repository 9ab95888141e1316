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

/// The name server of one network: a container that runs only dnsmasq. Its records are files in the
/// container, so they survive restarts.
final class NameServer {

  /// Waits until dnsmasq listens: while nothing listens, lookups fail at once.
  private static final String AWAIT_LISTENING =
      "for attempt in $(seq 100); do ss -Hlnu 'sport = :53' | grep -q . && exit; sleep 0.1; done;"
          + " echo 'dnsmasq does not listen'; exit 1";

  private static final String HOME = "/etc/esform/dns";
  private static final String CONFIGURATION = HOME + "/dnsmasq.conf";
  private static final String RECORDS = HOME + "/records";
  private static final String ALIASES = HOME + "/aliases";

  /// Directory for changes. The container moves a change to its final place when dnsmasq reloads,
  /// so that the records read back are the records served, even after an interrupted run.
  private static final String PENDING = HOME + "/pending";

  private static final String SETTLE = HOME + "/settle";

  private static final String SETTLE_SCRIPT =
      """
      #!/bin/sh
      # settle DIRECTORY [NAME]: moves pending records into place and removes empty ones.
      cd %s/"$1" || exit
      for name in ${2:-*}; do
        if [ -s "$name" ]; then mv "$name" %s/"$1/$name"; else rm -f "$name" %s/"$1/$name"; fi
      done
      """
          .formatted(PENDING, HOME, HOME);

  /// dnsmasq answers only for its records: other names do not exist, and no query leaves the
  /// network.
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

  private static final String START =
      "sh %s aliases; exec /usr/sbin/dnsmasq --conf-file=%s".formatted(SETTLE, CONFIGURATION);

  private final Engine engine;
  private final Network network;

  NameServer(Engine engine, Network network) {
    this.engine = engine;
    this.network = network;
  }

  boolean isRunning() throws PlatformException {
    return inspect().map(NameServer::isRunning).orElse(false);
  }

  /// Creates the container unless it exists, and starts it unless it is running.
  ///
  /// @throws PlatformException on failure; created objects stay
  void ensure(String image) throws PlatformException {
    if (inspect().isEmpty()) {
      make(image);
    }
    if (!isRunning()) {
      // Also for an existing container, because the run that created it may have been interrupted
      // before this.
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

  /// The content of the record files, by record name.
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
    String pending = PENDING + "/" + lastName(directory(alias)) + "/" + checked(name);
    copy(new Archive().file(pending, content, 0644));
    reload(name, alias);
  }

  void delete(String name, boolean alias) throws PlatformException {
    if (inspect().isEmpty()) {
      return;
    }
    if (!isRunning()) {
      start();
    }
    put(name, alias, "");
  }

  /// dnsmasq rereads addresses on a signal, and aliases only at start. Returns when it listens.
  private void reload(String name, boolean alias) throws PlatformException {
    if (alias) {
      engine.change(
          "reloading the name server",
          docker -> docker.restartContainerCmd(network.nameServer()).withTimeout(1).exec());
    } else {
      execute("sh %s %s %s && kill -HUP 1".formatted(SETTLE, lastName(RECORDS), name));
    }
    execute(AWAIT_LISTENING);
  }

  private void execute(String script) throws PlatformException {
    Engine.Execution run = engine.execute(network.nameServer(), "sh", "-c", script);
    if (run.status() != 0) {
      throw new PlatformException(
          Diagnostic.error(
              "Name server failed",
              "The name server of network \"%s\" did not accept a record: %s"
                  .formatted(network.name(), run.output().strip())),
          null);
    }
  }

  private void make(String image) throws PlatformException {
    engine.ask(
        "creating the name server of network \"" + network.name() + "\"",
        docker ->
            docker
                .createContainerCmd(image)
                .withName(network.nameServer())
                .withHostName("dns")
                .withLabels(Map.of(Labels.KIND, Labels.NAME_SERVER, Labels.NETWORK, network.name()))
                .withCmd("sh", "-c", START)
                .withStopSignal("SIGTERM")
                .withIpv4Address(network.dns())
                .withHostConfig(HostConfig.newHostConfig().withNetworkMode(network.name()))
                .exec());
  }

  private void configure() throws PlatformException {
    copy(
        new Archive()
            .file(CONFIGURATION, SETTINGS, 0644)
            .file(SETTLE, SETTLE_SCRIPT, 0755)
            .file(RECORDS + "/.keep", "", 0644)
            .file(ALIASES + "/.keep", "", 0644)
            .file(PENDING + "/aliases/.keep", "", 0644));
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
            "Name server not found",
            "The name server of network \""
                + network.name()
                + "\" no longer exists. Plan again: its local_network will be repaired."),
        null);
  }

  private Optional<InspectContainerResponse> inspect() throws PlatformException {
    return engine.find(
        "inspecting the name server",
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
      throw new EsformBug("\"" + name + "\" is not the name of a record.");
    }
    return name;
  }
}
