package io.esform.providers.local;

import io.esform.diag.Diagnostic;
import io.esform.es.Platform.PlatformException;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A network that `local_network` made, as the engine knows it.
///
/// @param name its id too: names of networks are unique in an engine
/// @param cidr null when the engine does not say
/// @param dns the address of its name server
/// @param domain what its hosts search; empty for none
record Network(
    String name,
    @Nullable String cidr,
    @Nullable String gateway,
    String dns,
    String domain,
    String token) {

  /// @throws PlatformException when there is none of that name, or one that esform did not make
  static Network get(Engine engine, String name) throws PlatformException {
    return find(engine, name)
        .orElseThrow(() ->
            new PlatformException(
                Diagnostic.error(
                    "Network not found",
                    "No network \""
                        + name
                        + "\" made by a local_network exists here: hosts need one, for their"
                        + " addresses and for its name server."),
                null));
  }

  /// The network of that name; empty when there is none, or one that esform did not make.
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

  /// Containers' names are the engine's, not the network's: this keeps two networks' hosts apart.
  String containerName(String host) {
    return name + "-" + host;
  }

  String nameServer() {
    return containerName("dns");
  }

  /// What to write as the search domain: `.` is none, where an empty list would be the machine's.
  String searchDomain() {
    return domain.isEmpty() ? "." : domain;
  }
}
