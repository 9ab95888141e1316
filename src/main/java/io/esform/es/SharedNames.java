package io.esform.es;

import io.esform.provider.Arguments;
import java.util.Optional;

/// The names of the things that the instances of one network share; see {@link
/// io.esform.provider.Relations}. A network is named by its addresses, which are known before it
/// exists.
final class SharedNames {

  static final String CONNECTIONS = "connections";

  private SharedNames() {}

  /// The addresses of the network of a host or record; empty while they are unknown.
  static Optional<String> network(Arguments object) {
    return object.block(HostSchema.NETWORK).flatMap(network -> network.text("cidr"));
  }

  /// @param host DNS name or address
  static String host(String host, String network) {
    return host + " in " + network;
  }

  static String database(String name, String network) {
    return "the database server " + name + " in " + network;
  }

  static String virtualHost(String hostName, String network) {
    return "https://" + hostName + " in " + network;
  }

  static String parameterGroup(String name) {
    return "the parameter group " + name;
  }
}
