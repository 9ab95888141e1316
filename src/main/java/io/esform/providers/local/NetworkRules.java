package io.esform.providers.local;

import com.google.re2j.Pattern;
import io.esform.es.Ipv4Network;
import io.esform.provider.ResourceType.AttributeDiagnostic;
import io.esform.value.AttributePath;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Validates the known arguments of a network.
final class NetworkRules {

  /// Larger networks waste the machine's private ranges; smaller ones are too small for a cluster.
  private static final int WIDEST = 16;

  private static final int NARROWEST = 29;

  private static final Pattern NAME = Pattern.compile("[a-z0-9]([a-z0-9-]{0,38}[a-z0-9])?");

  private NetworkRules() {}

  /// @param addresses of the network's own hosts that are configured, by argument
  static List<AttributeDiagnostic> check(
      @Nullable String name, @Nullable String cidr, Map<String, Optional<String>> addresses) {
    var found = new ArrayList<AttributeDiagnostic>();
    if (name != null && !NAME.matches(name)) {
      found.add(
          new AttributeDiagnostic(
              AttributePath.of("name"),
              "Invalid network name",
              "\""
                  + name
                  + "\" is not valid. A name has 1 to 40 lower-case letters, digits and"
                  + " inner hyphens."));
    }
    if (cidr != null) {
      Optional<Ipv4Network> block = block(cidr);
      if (block.isEmpty()) {
        found.add(
            new AttributeDiagnostic(
                AttributePath.of("cidr"),
                "Invalid network range",
                "\""
                    + cidr
                    + "\" is not an IPv4 range such as \"10.77.0.0/24\": its first address, then a"
                    + " prefix length from /"
                    + WIDEST
                    + " to /"
                    + NARROWEST
                    + "."));
      } else {
        new TreeMap<>(addresses)
            .forEach((argument, address) ->
                address.ifPresent(
                    given -> checkAddress(found, argument, given, cidr, block.get())));
      }
    }
    return found;
  }

  /// The address at that 0-based position of the range; empty when the range is invalid.
  static Optional<String> host(String cidr, int place) {
    return block(cidr).map(block -> block.address(place));
  }

  private static void checkAddress(
      List<AttributeDiagnostic> found,
      String argument,
      String given,
      String cidr,
      Ipv4Network block) {
    if (Ipv4Network.address(given).filter(block::contains).isEmpty()) {
      found.add(
          new AttributeDiagnostic(
              AttributePath.of(argument),
              "Address outside the network",
              "\"" + given + "\" is not an address in " + cidr + "."));
    }
  }

  private static Optional<Ipv4Network> block(String cidr) {
    return Ipv4Network.parse(cidr)
        .filter(block -> block.prefix() >= WIDEST && block.prefix() <= NARROWEST);
  }
}
