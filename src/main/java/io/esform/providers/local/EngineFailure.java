package io.esform.providers.local;

import com.google.re2j.Pattern;
import io.esform.diag.Diagnostic;
import java.io.IOException;
import java.util.List;
import java.util.Locale;

/// Maps failures of an engine to diagnostics with advice. Docker and Podman use different texts for
/// the same failure.
final class EngineFailure {

  /// @param marks lower-case texts; a failure that contains one of them is of this kind
  private record KnownFailure(String summary, List<String> marks, String advice) {
    boolean fits(String text) {
      return marks.stream().anyMatch(text::contains);
    }
  }

  private static final List<KnownFailure> KNOWN =
      List.of(
          new KnownFailure(
              "Disk full",
              List.of("no space left on device", "disk quota exceeded"),
              "Free space on the engine's disk, then apply again. Existing objects are kept."),
          new KnownFailure(
              "Port in use",
              List.of("port is already allocated", "bind: address already in use", "proxy: listen"),
              "Another program on this machine uses the port. Publish a different port, or stop"
                  + " that program."),
          new KnownFailure(
              "Address in use",
              List.of(
                  "is already allocated", "address already in use", "no available ip addresses"),
              "Another container of the network has the address. Choose a different address, or"
                  + " remove that container."),
          new KnownFailure(
              "Network overlap",
              List.of(
                  "already used on the host",
                  "already being used",
                  "pool overlaps",
                  "overlaps with other",
                  "invalid pool request"),
              "Another network of this machine contains these addresses. Choose a different cidr,"
                  + " or remove that network."),
          new KnownFailure(
              "Host image missing",
              List.of("no such image", "image not known", "unable to find image"),
              "To build it, run:\n  bin/host-image"),
          new KnownFailure(
              "Name in use",
              List.of("is already in use", "already exists", "name is in use"),
              "An object that was not created in this run has the name. Remove it, or choose a"
                  + " different name."),
          new KnownFailure(
              "Permission denied",
              List.of("permission denied", "operation not permitted"),
              "Hosts are privileged containers, so the engine must run as root."));

  private static final Pattern MESSAGE =
      Pattern.compile("\"message\":\\s*\"((?:[^\"\\\\]|\\\\.)*)\"");

  private EngineFailure() {}

  static Diagnostic explain(EngineAddress address, String doing, RuntimeException failure) {
    String message = message(failure);
    String text = message.toLowerCase(Locale.ROOT);
    String account = "The container engine failed while " + doing + ": " + message;
    for (KnownFailure kind : KNOWN) {
      if (kind.fits(text)) {
        return Diagnostic.error(kind.summary, sentence(account) + " " + kind.advice);
      }
    }
    if (cause(failure) instanceof IOException) {
      return Diagnostic.error(
          "Container engine unreachable",
          sentence(
                  "The connection to the engine at "
                      + address.uri()
                      + " failed while "
                      + doing
                      + ": "
                      + message)
              + " Check that the engine runs (bin/engine status), then apply again.");
    }
    return Diagnostic.error("Container engine failed", sentence(account));
  }

  private static String sentence(String text) {
    String trimmed = text.strip();
    return trimmed.endsWith(".") ? trimmed : trimmed + ".";
  }

  /// The engine's message: the `message` of its JSON response if there is one.
  private static String message(RuntimeException failure) {
    Throwable cause = cause(failure);
    String text = cause.getMessage() == null ? cause.toString() : cause.getMessage();
    var matcher = MESSAGE.matcher(text);
    return matcher.find()
        ? matcher.group(1).replace("\\\"", "\"").replace("\\n", " ").replace("\\\\", "\\")
        : text;
  }

  private static Throwable cause(RuntimeException failure) {
    Throwable cause = failure;
    while (cause.getCause() != null) {
      cause = cause.getCause();
    }
    return cause;
  }
}
