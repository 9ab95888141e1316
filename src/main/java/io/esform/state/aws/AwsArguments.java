package io.esform.state.aws;

import io.esform.diag.Diagnostic;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Checks arguments, and describes their faults.
public final class AwsArguments {

  private AwsArguments() {}

  /// The fault of an endpoint, which has to be the URL of a server, without credentials.
  ///
  /// @param value null if it is not set
  /// @param example of a URL
  public static Optional<Diagnostic> endpoint(
      String argument, @Nullable String value, String example) {
    return value == null || isAddress(value)
        ? Optional.empty()
        : Optional.of(
            invalid(
                argument,
                value.replaceAll("//.*@", "//…@"),
                "a URL such as %s, without credentials".formatted(example)));
  }

  private static boolean isAddress(String endpoint) {
    try {
      var address = new URI(endpoint);
      return address.getHost() != null
          && address.getUserInfo() == null
          && ("http".equals(address.getScheme()) || "https".equals(address.getScheme()));
    } catch (URISyntaxException _) {
      return false;
    }
  }

  /// @param value for display
  /// @param expected what it has to be
  public static Diagnostic invalid(String argument, String value, String expected) {
    return Diagnostic.error(
        "Invalid " + argument,
        "The argument %s is \"%s\". It must be %s."
            .formatted(argument, value.replaceAll("\\p{Cntrl}", "?"), expected));
  }
}
