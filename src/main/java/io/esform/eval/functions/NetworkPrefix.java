package io.esform.eval.functions;

import java.math.BigInteger;
import java.net.InetAddress;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/// A network in CIDR notation, IPv4 or IPv6.
///
/// @param bits 32 or 128
/// @param network the first address as a number, host bits zero
/// @param length of the prefix, in bits
record NetworkPrefix(int bits, BigInteger network, int length) {

  private static final Pattern IPV4 = Pattern.compile("(0|[1-9]\\d{0,2})(\\.(0|[1-9]\\d{0,2})){3}");

  /// The network that contains an address with a prefix length: `10.0.0.0/16` for `10.0.3.7/16`.
  static Optional<NetworkPrefix> parse(String text) {
    int slash = text.indexOf('/');
    if (slash < 0 || !text.substring(slash + 1).matches("0|[1-9]\\d{0,2}")) {
      return Optional.empty();
    }
    String address = text.substring(0, slash);
    boolean isIpv4 = IPV4.matcher(address).matches();
    if (!isIpv4 && (address.indexOf(':') < 0 || address.indexOf('%') >= 0)) {
      return Optional.empty();
    }
    try {
      // A literal causes no DNS lookup.
      byte[] bytes = InetAddress.ofLiteral(address).getAddress();
      int bits = isIpv4 ? 32 : 128;
      int length = Integer.parseInt(text.substring(slash + 1));
      if (length > bits || bytes.length != bits / 8) {
        return Optional.empty();
      }
      int hostBits = bits - length;
      var number = new BigInteger(1, bytes).shiftRight(hostBits).shiftLeft(hostBits);
      return Optional.of(new NetworkPrefix(bits, number, length));
    } catch (IllegalArgumentException _) {
      return Optional.empty();
    }
  }

  boolean isIpv4() {
    return bits == 32;
  }

  int hostBits() {
    return bits - length;
  }

  /// The address at this offset from the network address.
  String address(BigInteger offset) {
    return display(network.add(offset));
  }

  String netmask() {
    BigInteger ones = BigInteger.ONE.shiftLeft(length).subtract(BigInteger.ONE);
    return display(ones.shiftLeft(hostBits()));
  }

  /// The subnet with this number and this many additional prefix bits; both must fit.
  NetworkPrefix subnet(int moreBits, BigInteger number) {
    int longer = length + moreBits;
    return new NetworkPrefix(bits, network.add(number.shiftLeft(bits - longer)), longer);
  }

  /// `10.0.0.0/16`, `2001:db8::/32`.
  @Override
  public String toString() {
    return display(network) + "/" + length;
  }

  private String display(BigInteger address) {
    return isIpv4() ? ipv4(address.longValue()) : ipv6(address);
  }

  private static String ipv4(long address) {
    return (address >> 24 & 255)
        + "."
        + (address >> 16 & 255)
        + "."
        + (address >> 8 & 255)
        + "."
        + (address & 255);
  }

  /// RFC 5952: lower case, the first longest run of two or more zero groups as `::`.
  private static String ipv6(BigInteger address) {
    var groups = new String[8];
    for (int index = 0; index < 8; index++) {
      groups[index] = Integer.toHexString(address.shiftRight(16 * (7 - index)).intValue() & 0xffff);
    }
    int runStart = 0;
    int runLength = 0;
    for (int start = 0; start < 8; start++) {
      int end = start;
      while (end < 8 && groups[end].equals("0")) {
        end++;
      }
      if (end - start > runLength) {
        runStart = start;
        runLength = end - start;
      }
    }
    String all = String.join(":", groups);
    if (runLength < 2) {
      return all;
    }
    var listed = List.of(groups);
    return String.join(":", listed.subList(0, runStart))
        + "::"
        + String.join(":", listed.subList(runStart + runLength, 8));
  }
}
