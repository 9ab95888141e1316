package io.esform.es;

import java.util.Optional;

/// A range of IPv4 addresses in CIDR notation.
///
/// @param base the first address, as an unsigned 32-bit number; its host bits are zero
/// @param prefix length, 0 to 32
public record Ipv4Network(long base, int prefix) {

  /// The platform reserves the first addresses of every network: the network, the gateway, the name
  /// server and a spare one.
  private static final int RESERVED = 4;

  /// Empty when the text is not CIDR notation or has host bits set.
  public static Optional<Ipv4Network> parse(String text) {
    int slash = text.indexOf('/');
    if (slash < 0 || !text.substring(slash + 1).matches("[0-9]|[12][0-9]|3[0-2]")) {
      return Optional.empty();
    }
    int prefix = Integer.parseInt(text.substring(slash + 1));
    return address(text.substring(0, slash))
        .filter(base -> base == (base & mask(prefix)))
        .map(base -> new Ipv4Network(base, prefix));
  }

  /// The address as an unsigned 32-bit number; empty when the text is not a dotted IPv4 address.
  public static Optional<Long> address(String text) {
    if (!text.matches("(0|[1-9][0-9]{0,2})(\\.(0|[1-9][0-9]{0,2})){3}")) {
      return Optional.empty();
    }
    long address = 0;
    for (String part : text.split("\\.", -1)) {
      int octet = Integer.parseInt(part);
      if (octet > 255) {
        return Optional.empty();
      }
      address = address * 256 + octet;
    }
    return Optional.of(address);
  }

  public boolean contains(long address) {
    return (address & mask(prefix)) == base;
  }

  /// Whether a host can have the address: neither reserved nor the broadcast address.
  boolean isForHosts(long address) {
    return address >= base + RESERVED && address < last();
  }

  String firstForHosts() {
    return text(base + RESERVED);
  }

  String lastForHosts() {
    return text(last() - 1);
  }

  /// `255.255.255.0` for a prefix of 24.
  String netmask() {
    return text(mask(prefix));
  }

  String baseAddress() {
    return text(base);
  }

  /// The address at a 0-based position.
  public String address(int place) {
    return text(base + place);
  }

  private long last() {
    return base + (1L << (32 - prefix)) - 1;
  }

  private static long mask(int prefix) {
    return prefix == 0 ? 0 : 0xFFFFFFFFL << (32 - prefix) & 0xFFFFFFFFL;
  }

  private static String text(long address) {
    return (address >> 24 & 255)
        + "."
        + (address >> 16 & 255)
        + "."
        + (address >> 8 & 255)
        + "."
        + (address & 255);
  }

  @Override
  public String toString() {
    return text(base) + "/" + prefix;
  }
}
