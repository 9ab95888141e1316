package io.esform.providers.local;

import io.esform.diag.Diagnostic;
import io.esform.es.Platform.PlatformException;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A network of a `local_network`, as read from the engine.
///
/// @param name also its id: network names are unique in an engine
/// @param cidr null when the engine does not report it
/// @param dns the address of its name server
/// @param domain search domain of its hosts; empty for none
record Network(
    String name,
    @Nullable String cidr,
    @Nullable String gateway,
    String dns,
    String domain,
    String token) {

  /// @throws PlatformException when no network of that name exists, or esform did not create it
  static Network get(Engine engine, String name) throws PlatformException {
    return find(engine, name)
        .orElseThrow(() ->
            new PlatformException(
                Diagnostic.error(
                    "Network not found",
                    "No local_network \""
                        + name
                        + "\" exists on this machine. Hosts need one for their addresses and its"
                        + " name server."),
                null));
  }

  /// The network of that name; empty when it does not exist, or esform did not create it.
  static Optional<Network> find(Engine engine, String name) throws PlatformException {
    return engine
        .find(
            "looking for network \"" + name + "\"",
            docker -> docker.inspectNetworkCmd().withNetworkId(name).exec())
        .flatMap(Network::of);
  }

  private static Optional<Network> of(com.github.dockerjava.api.model.Network found) {
    Map<String, String> labels = found.getLabels();
    if (labels == null || !labels.containsKey(Labels.DNS)) {
      return Optional.empty();
    }
    var ranges = found.getIpam() == null ? null : found.getIpam().getConfig();
    var range = ranges == null || ranges.isEmpty() ? null : ranges.getFirst();
    return Optional.of(
        new Network(
            found.getName(),
            range == null ? null : range.getSubnet(),
            range == null ? null : range.getGateway(),
            labels.get(Labels.DNS),
            labels.getOrDefault(Labels.DOMAIN, ""),
            labels.getOrDefault(Labels.TOKEN, "")));
  }

  /// Container names are unique in the engine, not in the network, so they include the network's
  /// name.
  String containerName(String host) {
    return name + "-" + host;
  }

  String nameServer() {
    return containerName("dns");
  }

  /// The search domain for the engine: `.` for none, because an empty list would select the
  /// machine's domain.
  String searchDomain() {
    return domain.isEmpty() ? "." : domain;
  }
}
