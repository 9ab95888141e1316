package io.esform.providers.local;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.command.CreateContainerCmd;
import com.github.dockerjava.api.model.ExposedPort;
import com.github.dockerjava.api.model.HostConfig;
import com.github.dockerjava.api.model.PortBinding;
import com.github.dockerjava.api.model.Ports;
import io.esform.es.Platform.HostSpecification;
import io.esform.es.Platform.PublishedPort;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// The engine's call that creates a host: a container that boots like a machine.
///
/// @param image that it boots
/// @param network of the host
/// @param memory limit in bytes; 0 for none
record HostContainer(
    HostSpecification host, String token, String image, Network network, long memory) {

  /// systemd's signal for an orderly shutdown, `SIGRTMIN+3`, as a number, which both engines
  /// accept.
  private static final String STOP_SIGNAL = "37";

  private static final int STOP_SECONDS = 60;

  /// systemd stores its state in these directories and expects them to be empty at every boot.
  private static final Map<String, String> TEMPORARY =
      new TreeMap<>(
          Map.of(
              "/run", "rw,nosuid,nodev,mode=0755",
              "/run/lock", "rw,nosuid,nodev,noexec",
              "/tmp", "rw,nosuid,nodev"));

  CreateContainerCmd command(DockerClient engine) {
    return engine
        .createContainerCmd(image)
        .withName(network.containerName(host.name()))
        .withHostName(host.name())
        .withLabels(labels())
        .withCmd("/sbin/init")
        // Without its own console, a privileged container writes to /dev/console of the machine,
        // and the engine keeps no boot log.
        .withTty(true)
        .withStopSignal(STOP_SIGNAL)
        .withStopTimeout(STOP_SECONDS)
        .withIpv4Address(host.privateAddress())
        .withExposedPorts(host.ports().stream().map(HostContainer::exposed).toList())
        .withHostConfig(hostConfiguration());
  }

  private HostConfig hostConfiguration() {
    HostConfig configuration =
        HostConfig.newHostConfig()
            .withPrivileged(true)
            .withNetworkMode(network.name())
            .withTmpFs(TEMPORARY)
            .withDns(List.of(network.dns()))
            .withDnsSearch(List.of(network.searchDomain()))
            .withPortBindings(host.ports().stream().map(HostContainer::binding).toList());
    return memory == 0 ? configuration : configuration.withMemory(memory);
  }

  private Map<String, String> labels() {
    return new TreeMap<>(
        Map.of(
            Labels.KIND,
            Labels.HOST,
            Labels.TOKEN,
            token,
            Labels.ADDRESS,
            host.placement().address(),
            Labels.NETWORK,
            network.name()));
  }

  private static ExposedPort exposed(PublishedPort port) {
    return ExposedPort.tcp(port.hostPort());
  }

  private static PortBinding binding(PublishedPort port) {
    return new PortBinding(
        Ports.Binding.bindIpAndPort("127.0.0.1", port.publishedPort()), exposed(port));
  }
}
