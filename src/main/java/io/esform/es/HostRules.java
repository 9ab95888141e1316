package io.esform.es;

import io.esform.provider.Arguments;
import io.esform.provider.Faults;
import io.esform.value.Value;
import io.esform.value.Value.MapValue;
import io.esform.value.Value.ObjectValue;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// The validation of all hosts.
final class HostRules {

  private final Arguments host;
  private final Rules rules;
  private final Faults faults;

  HostRules(Arguments host, Rules rules, Faults faults) {
    this.host = host;
    this.rules = rules;
    this.faults = faults;
  }

  void check() {
    rules.label(host, HostSchema.NAME);
    checkPackages();
    checkAddress();
    Set<Value> published = new HashSet<>();
    for (Arguments port : host.blocks(HostSchema.PUBLISH)) {
      rules.port(port, "port");
      rules.port(port, "published_port");
      Value number = port.value("published_port");
      if (number.isKnown() && !number.isNull() && !published.add(number)) {
        faults.add(
            port.at("published_port"),
            "Duplicate published port",
            "Another block \"publish\" has the same published_port.");
      }
    }
  }

  private void checkPackages() {
    for (String name : host.texts(HostSchema.PACKAGES)) {
      if (!name.matches("[a-z0-9][a-z0-9+.-]+")) {
        rules.mismatch(
            host.at(HostSchema.PACKAGES),
            name,
            "A Debian package name",
            "lower-case letters, digits and \"+.-\"");
      }
    }
  }

  private void checkAddress() {
    Optional<Ipv4Network> network = checkNetwork();
    Optional<String> text = host.text(HostSchema.ADDRESS);
    if (text.isEmpty()) {
      return;
    }
    Optional<Long> address = Ipv4Network.address(text.get());
    if (address.isEmpty()) {
      String example = network.map(Ipv4Network::firstForHosts).orElse("10.77.0.11");
      faults.add(
          host.at(HostSchema.ADDRESS),
          "Invalid address",
          "\"" + text.get() + "\" is not an IPv4 address such as \"" + example + "\".");
    } else {
      List<Ipv4Network> subnets = subnets();
      if (!subnets.isEmpty()) {
        checkSubnet(text.get(), address.get(), subnets);
      } else if (network.isPresent()) {
        checkInside(text.get(), address.get(), network.get());
      }
    }
  }

  /// The subnets of the host's network; empty when the network has none.
  private List<Ipv4Network> subnets() {
    if (host.value(HostSchema.NETWORK) instanceof ObjectValue network
        && network.attributes().get("subnets") instanceof MapValue subnets) {
      return subnets.elements().keySet().stream()
          .flatMap(range -> Ipv4Network.parse(range).stream())
          .toList();
    }
    return List.of();
  }

  private void checkSubnet(String text, long address, List<Ipv4Network> subnets) {
    for (Ipv4Network subnet : subnets) {
      if (subnet.contains(address)) {
        checkInside(text, address, subnet);
        return;
      }
    }
    String ranges = subnets.stream().map(Ipv4Network::toString).collect(Collectors.joining(", "));
    fault(
        "Address outside the subnets",
        "The address " + text + " is in none of the network's subnets: " + ranges + ".",
        subnets.getFirst().firstForHosts());
  }

  private void checkInside(String text, long address, Ipv4Network network) {
    if (!network.contains(address)) {
      fault(
          "Address outside the network",
          "The address "
              + text
              + " is not in the host's network "
              + network
              + ". Other hosts cannot reach it.",
          network.firstForHosts());
    } else if (!network.isForHosts(address)) {
      fault(
          "Reserved address",
          "The address "
              + text
              + " is reserved in the network "
              + network
              + ". The first four addresses and the last one are reserved, for example for the"
              + " gateway and the name server. Hosts can use "
              + network.firstForHosts()
              + " to "
              + network.lastForHosts()
              + ".",
          network.firstForHosts());
    }
  }

  private void fault(String summary, String detail, String example) {
    faults.add(
        host.at(HostSchema.ADDRESS),
        summary,
        detail
            + " Choose an address of its network, such as:\n\n    address = \""
            + example
            + "\"");
  }

  private Optional<Ipv4Network> checkNetwork() {
    if (!(host.value(HostSchema.NETWORK) instanceof ObjectValue)) {
      return Optional.empty();
    }
    Arguments block = host.requiredBlock(HostSchema.NETWORK);
    checkBundles(block);
    Optional<String> cidr = block.text("cidr");
    Optional<Ipv4Network> network = cidr.flatMap(Ipv4Network::parse);
    if (cidr.isPresent() && network.isEmpty()) {
      faults.add(
          host.at(HostSchema.NETWORK),
          "Invalid network",
          "\"" + cidr.get() + "\" is not a range of IPv4 addresses such as \"10.77.0.0/24\".");
    }
    return network;
  }

  private void checkBundles(Arguments network) {
    network
        .text(BundlePlace.ARGUMENT)
        .filter(text -> !text.matches(BundlePlace.FORM))
        .ifPresent(text ->
            rules.mismatch(
                host.at(HostSchema.NETWORK),
                text,
                "The network's place of bundles",
                "s3://BUCKET or s3://BUCKET/PREFIX, the prefix with letters, digits and"
                    + " \"/_.-\""));
  }
}
