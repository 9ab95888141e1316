package io.esform.render.probe;

import io.esform.value.Value;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// A server that a probe calls like a browser.
///
/// @param address to which it connects, whatever the host name
/// @param port the https port at that address
/// @param host the header `Host` of its requests: a name, with a port where browsers send one
/// @param origin of all URLs that browsers may see: `https://publisher.es-wso2.com:8443`
/// @param plainHost the header `Host` of its http requests; null if http is not served
public record ProbeTarget(
    String address, int port, String host, String origin, @Nullable String plainHost) {

  /// A node, called as the load balancer calls it.
  ///
  /// @param publicPort the https port of browsers
  public static ProbeTarget node(String address, int port, String hostName, int publicPort) {
    return new ProbeTarget(address, port, hostName, origin(hostName, publicPort), null);
  }

  /// A virtual host, called as a browser calls it.
  ///
  /// @param publicPort the https port of browsers
  /// @param publicPlainPort the http port of browsers
  public static ProbeTarget virtualHost(
      String address, String hostName, int publicPort, int publicPlainPort) {
    return new ProbeTarget(
        address,
        443,
        withPort(hostName, publicPort, 443),
        origin(hostName, publicPort),
        withPort(hostName, publicPlainPort, 80));
  }

  private static String origin(String hostName, int port) {
    return "https://" + withPort(hostName, port, 443);
  }

  private static String withPort(String hostName, int port, int standard) {
    return port == standard ? hostName : hostName + ":" + port;
  }

  Value value() {
    var values = new TreeMap<String, Value>();
    values.put("address", Value.of(address));
    values.put("port", Value.of(port));
    values.put("host", Value.of(host));
    values.put("origin", Value.of(origin));
    if (plainHost != null) {
      values.put("plain_host", Value.of(plainHost));
    }
    return Value.objectOf(values);
  }
}
