package io.esform.providers.local;

import io.esform.diag.EsformBug;
import io.esform.es.Platform.PlatformException;
import io.esform.render.cloudinit.HostFile;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/// Direct access to the hosts of one network, for tests of other packages.
public final class HostProbe implements AutoCloseable {

  private final Engine engine;
  private final String network;

  private HostProbe(Engine engine, String network) {
    this.engine = engine;
    this.network = network;
  }

  public static HostProbe of(String network) {
    return new HostProbe(
        known(() -> Engine.open(EngineAddress.find(null, System.getenv()))), network);
  }

  /// Starts a container in the network that is unknown to esform.
  ///
  /// @param files written to it before its first boot
  public void start(String host, String address, List<HostFile> files) {
    known(() -> {
      new BareHost(network, host, address, files).start(engine);
      return host;
    });
  }

  /// The result of the host's boot; empty while it boots.
  public String status(String host) {
    return known(() -> engine.file("reading a status", container(host), Readiness.STATUS))
        .map(content -> new String(content, StandardCharsets.UTF_8).strip())
        .orElse("");
  }

  /// The last lines of its console.
  public List<String> console(String host, int lines) {
    return known(() -> engine.console(container(host), lines)).replace("\r", "").lines().toList();
  }

  /// The output of the command, trimmed.
  public String run(String host, String command) {
    return known(() -> engine.execute(container(host), "bash", "-c", command))
        .output()
        .replace("\r", "")
        .strip();
  }

  public void remove(String host) {
    known(() ->
        engine.change(
            "removing",
            docker -> docker.removeContainerCmd(container(host)).withForce(true).exec()));
  }

  public void restart(String host) {
    known(() ->
        engine.change(
            "restarting",
            docker -> docker.restartContainerCmd(container(host)).withTimeout(60).exec()));
  }

  /// Kills the host without a shutdown, as in a power failure, and restarts it.
  public void crash(String host) {
    known(
        () -> engine.change("crashing", docker -> docker.killContainerCmd(container(host)).exec()));
    known(() ->
        engine.change("starting", docker -> docker.startContainerCmd(container(host)).exec()));
  }

  /// Removes all existing hosts of the network, and the network.
  public void removeAll() {
    hosts().forEach(this::remove);
    known(() -> engine.change("removing", docker -> docker.removeNetworkCmd(network).exec()));
  }

  /// The names of the network's hosts including its name server, sorted; empty for none.
  public List<String> hosts() {
    return List.copyOf(ids().keySet());
  }

  /// The ids of the containers behind {@link #hosts}, by name.
  public SortedMap<String, String> ids() {
    var ids = new TreeMap<String, String>();
    known(() ->
            engine.ask(
                "listing",
                docker ->
                    docker
                        .listContainersCmd()
                        .withShowAll(true)
                        .withLabelFilter(Map.of(Labels.NETWORK, network))
                        .exec()))
        .forEach(found -> {
          for (String name : found.getNames()) {
            ids.put(name.substring(("/" + network + "-").length()), found.getId());
          }
        });
    return ids;
  }

  public boolean isNetworkThere() {
    return known(() -> Network.find(engine, network)).isPresent();
  }

  public List<String> volumes() {
    return known(() -> engine.ask("listing", docker -> docker.listVolumesCmd().exec()))
        .getVolumes()
        .stream()
        .map(volume -> volume.getName())
        .toList();
  }

  private String container(String host) {
    return network + "-" + host;
  }

  @Override
  public void close() {
    engine.close();
  }

  private static <T> T known(Call<T> call) {
    try {
      return call.make();
    } catch (PlatformException failure) {
      throw new EsformBug(failure.diagnostic().detail(), failure);
    }
  }

  @FunctionalInterface
  private interface Call<T> {
    T make() throws PlatformException;
  }
}
