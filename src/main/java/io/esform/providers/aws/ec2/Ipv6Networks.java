package io.esform.providers.aws.ec2;

import java.net.Inet6Address;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/// IPv6 address ranges, which have several notations.
final class Ipv6Networks {

  private static final Pattern NETWORK =
      Pattern.compile("([0-9A-Fa-f:]+)/([0-9]|[1-9][0-9]|1[01][0-9]|12[0-8])");
  private static final Pattern ZEROS = Pattern.compile("(?:^|(?<=:))0(?::0)+(?:$|(?=:))");

  private Ipv6Networks() {}

  /// The range in AWS's notation, the short form of RFC 5952; empty if the text is not a range, or
  /// its address is not the first of the range.
  static Optional<String> canonical(String text) {
    var matcher = NETWORK.matcher(text);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    int prefix = Integer.parseInt(matcher.group(2));
    try {
      Inet6Address address =
          Inet6Address.ofLiteral(matcher.group(1)) instanceof Inet6Address six ? six : null;
      return address != null && isFirst(address.getAddress(), prefix)
          ? Optional.of(shortened(address.getHostAddress()) + "/" + prefix)
          : Optional.empty();
    } catch (IllegalArgumentException _) {
      return Optional.empty();
    }
  }

  private static boolean isFirst(byte[] address, int prefix) {
    for (int bit = prefix; bit < 128; bit++) {
      if ((address[bit / 8] >> (7 - bit % 8) & 1) != 0) {
        return false;
      }
    }
    return true;
  }

  /// Replaces the longest run of zeros, the first of several, with two colons.
  private static String shortened(String full) {
    MatchResult longest =
        ZEROS
            .matcher(full)
            .results()
            .reduce((one, other) -> other.group().length() > one.group().length() ? other : one)
            .orElse(null);
    if (longest == null) {
      return full;
    }
    String before = full.substring(0, longest.start());
    String after = full.substring(longest.end());
    return (before.isEmpty() ? ":" : before) + (after.isEmpty() ? ":" : after);
  }
}
