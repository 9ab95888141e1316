package io.esform.eval.functions;

import io.esform.value.Types;
import io.esform.value.Value;
import io.esform.value.Value.ListValue;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;

/// Networks and their addresses.
final class NetworkFunctions {

  private NetworkFunctions() {}

  static Function cidrhost() {
    return Function.of(
        "cidrhost",
        Types.STRING,
        NetworkFunctions::host,
        StringFunctions.text("prefix"),
        Parameter.of("hostnum", Types.NUMBER));
  }

  /// A negative host number counts from the end of the network.
  private static Value host(CallArguments arguments) {
    NetworkPrefix prefix = prefix(arguments);
    BigInteger size = BigInteger.ONE.shiftLeft(prefix.hostBits());
    BigInteger number = whole(arguments, 1);
    BigInteger offset = number.signum() < 0 ? size.add(number) : number;
    if (offset.signum() < 0 || offset.compareTo(size) >= 0) {
      throw new FunctionFault(
          1,
          "the network "
              + prefix
              + " has "
              + size
              + (size.equals(BigInteger.ONE) ? " address" : " addresses")
              + ", so there is none with the number "
              + arguments.shown(1));
    }
    return Value.of(prefix.address(offset));
  }

  static Function cidrnetmask() {
    return Function.of(
        "cidrnetmask",
        Types.STRING,
        arguments -> {
          NetworkPrefix prefix = prefix(arguments);
          if (!prefix.isIpv4()) {
            throw new FunctionFault(0, "an IPv6 network has no netmask");
          }
          return Value.of(prefix.netmask());
        },
        StringFunctions.text("prefix"));
  }

  static Function cidrsubnet() {
    return Function.of(
        "cidrsubnet",
        Types.STRING,
        NetworkFunctions::subnet,
        StringFunctions.text("prefix"),
        Parameter.of("newbits", Types.NUMBER),
        Parameter.of("netnum", Types.NUMBER));
  }

  private static Value subnet(CallArguments arguments) {
    NetworkPrefix prefix = prefix(arguments);
    int more = moreBits(arguments, 1, prefix);
    BigInteger number = whole(arguments, 2);
    BigInteger count = BigInteger.ONE.shiftLeft(more);
    if (number.signum() < 0 || number.compareTo(count) >= 0) {
      throw new FunctionFault(
          2,
          more
              + " additional bits give "
              + count
              + " networks, so there is none with the number "
              + arguments.shown(2));
    }
    return Value.of(prefix.subnet(more, number).toString());
  }

  static Function cidrsubnets() {
    return Function.of(
            "cidrsubnets",
            Types.list(Types.STRING),
            NetworkFunctions::subnets,
            StringFunctions.text("prefix"))
        .andMore(Parameter.of("newbits", Types.NUMBER));
  }

  /// Consecutive networks, each aligned to its size.
  private static Value subnets(CallArguments arguments) {
    NetworkPrefix prefix = prefix(arguments);
    BigInteger end = BigInteger.ONE.shiftLeft(prefix.hostBits());
    BigInteger next = BigInteger.ZERO;
    var networks = new ArrayList<Value>();
    for (int position = 1; position < arguments.size(); position++) {
      int more = moreBits(arguments, position, prefix);
      BigInteger size = BigInteger.ONE.shiftLeft(prefix.hostBits() - more);
      BigInteger number = next.add(size).subtract(BigInteger.ONE).divide(size);
      next = number.add(BigInteger.ONE).multiply(size);
      if (next.compareTo(end) > 0) {
        throw new FunctionFault(
            position, "the network " + prefix + " has no space left for this subnet");
      }
      networks.add(Value.of(prefix.subnet(more, number).toString()));
    }
    return new ListValue(Types.STRING, networks);
  }

  private static NetworkPrefix prefix(CallArguments arguments) {
    return NetworkPrefix.parse(arguments.text(0))
        .orElseThrow(() ->
            new FunctionFault(
                0, arguments.shown(0) + " is not a network such as 10.0.0.0/16 or 2001:db8::/32"));
  }

  private static int moreBits(CallArguments arguments, int position, NetworkPrefix prefix) {
    int more = arguments.whole(position, 0);
    if (more > prefix.hostBits()) {
      throw new FunctionFault(
          position,
          "the network "
              + prefix
              + " has "
              + prefix.hostBits()
              + " bits left, so its prefix cannot grow by "
              + more);
    }
    return more;
  }

  private static BigInteger whole(CallArguments arguments, int position) {
    BigDecimal number = arguments.number(position);
    if (number.scale() > 0 || number.precision() - number.scale() > 40) {
      throw new FunctionFault(
          position, "a whole number is required, not " + arguments.shown(position));
    }
    return number.toBigIntegerExact();
  }
}
