package io.esform.providers.aws.ec2;

import io.esform.es.Ipv4Network;
import io.esform.provider.Arguments;
import io.esform.provider.Faults;
import java.util.Optional;

/// Validates arguments that are address ranges.
final class Cidrs {

  private Cidrs() {}

  /// @param shortest prefix that AWS accepts
  /// @param longest prefix that AWS accepts
  static void check(Arguments arguments, String name, int shortest, int longest, Faults faults) {
    arguments
        .text(name)
        .flatMap(text -> fault(text, shortest, longest))
        .ifPresent(detail -> faults.add(arguments.at(name), "Invalid CIDR block", detail));
  }

  static Optional<String> fault(String text, int shortest, int longest) {
    Optional<Ipv4Network> network = Ipv4Network.parse(text);
    if (network.isEmpty()) {
      return Optional.of(
          ("\"%s\" is not an IPv4 range such as \"10.20.0.0/16\": its first address, then the"
                  + " prefix length.")
              .formatted(text));
    }
    int prefix = network.get().prefix();
    return prefix < shortest || prefix > longest
        ? Optional.of(
            "The prefix length of \"%s\" must be from /%d to /%d."
                .formatted(text, shortest, longest))
        : Optional.empty();
  }
}
