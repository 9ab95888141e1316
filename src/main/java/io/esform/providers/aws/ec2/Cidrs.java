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
        .ifPresent(detail -> faults.add(arguments.at(name), "Invalid network", detail));
  }

  static Optional<String> fault(String text, int shortest, int longest) {
    Optional<Ipv4Network> network = Ipv4Network.parse(text);
    if (network.isEmpty()) {
      return Optional.of(
          "\"%s\" is not a range of IPv4 addresses such as \"10.20.0.0/16\".".formatted(text));
    }
    int prefix = network.get().prefix();
    return prefix < shortest || prefix > longest
        ? Optional.of(
            "A network here has a prefix from /%d to /%d, and \"%s\" has not."
                .formatted(shortest, longest, text))
        : Optional.empty();
  }
}
