package io.esform.state.aws;

import java.net.URI;
import java.net.URISyntaxException;

/// Checks the argument `endpoint`.
public final class Endpoints {

  private Endpoints() {}

  /// Whether it is a URL of a server, without credentials.
  public static boolean isAddress(String endpoint) {
    try {
      var address = new URI(endpoint);
      return address.getHost() != null
          && address.getUserInfo() == null
          && ("http".equals(address.getScheme()) || "https".equals(address.getScheme()));
    } catch (URISyntaxException _) {
      return false;
    }
  }

  /// For a message: without credentials.
  public static String shown(String endpoint) {
    return endpoint.replaceAll("//.*@", "//…@");
  }
}
