package io.esform.state.backend.http;

import io.esform.diag.DiagnosticSink;
import io.esform.diag.Diagnostics;
import io.esform.state.backend.http.HttpSettings.HttpRetries;
import io.esform.state.backend.http.HttpSettings.LockEndpoint;
import io.esform.value.Value;
import io.esform.value.Value.BoolValue;
import io.esform.value.Value.MapValue;
import io.esform.value.Value.NumberValue;
import io.esform.value.Value.ObjectValue;
import io.esform.value.Value.StringValue;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.spec.InvalidKeySpecException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/// Reads and checks the arguments, each from the configuration or from the environment. Messages
/// contain no value of a secret argument, and no address with user information.
final class HttpArguments {

  private static final String VARIABLES = "ESFORM_HTTP_";
  private static final int MOST_RETRIES = 100;
  private static final int LONGEST_PAUSE = 3600;
  private static final Set<String> RESERVED =
      new TreeSet<>(
          List.of(
              "connection",
              "content-length",
              "content-md5",
              "content-type",
              "expect",
              "host",
              "upgrade"));

  private final ObjectValue arguments;
  private final SortedMap<String, String> variables;
  private final DiagnosticSink sink = new DiagnosticSink();

  private HttpArguments(ObjectValue arguments, SortedMap<String, String> variables) {
    this.arguments = arguments;
    this.variables = variables;
  }

  /// @param settings null if the diagnostics contain an error
  record Read(@Nullable HttpSettings settings, Diagnostics diagnostics) {}

  static Read read(ObjectValue arguments, SortedMap<String, String> variables) {
    var reader = new HttpArguments(arguments, variables);
    HttpSettings settings = reader.settings();
    return new Read(reader.sink.hasErrors() ? null : settings, reader.sink.toDiagnostics());
  }

  private @Nullable HttpSettings settings() {
    URI address = address(HttpBackendType.ADDRESS);
    if (address == null && text(HttpBackendType.ADDRESS) == null) {
      error(
          "Missing address",
          "The backend \"http\" needs the URL of the state: set the argument address, or the environment variable ESFORM_HTTP_ADDRESS.");
    }
    String updateMethod = method(HttpBackendType.UPDATE_METHOD, "POST");
    LockEndpoint lock = lock();
    HttpCredentials credentials = credentials();
    HttpRetries retries = retries();
    SSLContext tls = tls();
    return address == null
        ? null
        : new HttpSettings(address, updateMethod, lock, credentials, retries, tls);
  }

  private @Nullable LockEndpoint lock() {
    URI address = address(HttpBackendType.LOCK_ADDRESS);
    URI unlock = address(HttpBackendType.UNLOCK_ADDRESS);
    String method = method(HttpBackendType.LOCK_METHOD, "LOCK");
    String unlockMethod = method(HttpBackendType.UNLOCK_METHOD, "UNLOCK");
    if (address == null && unlock != null) {
      error(
          "Missing lock_address",
          "The argument unlock_address is set, and lock_address is not. Set both, or neither.");
    }
    return address == null
        ? null
        : new LockEndpoint(address, method, unlock == null ? address : unlock, unlockMethod);
  }

  /// Null if the argument is not set or is invalid.
  private @Nullable URI address(String name) {
    String text = text(name);
    if (text == null) {
      return null;
    }
    try {
      var address = new URI(text);
      boolean isUrl =
          address.getHost() != null
              && ("http".equals(address.getScheme()) || "https".equals(address.getScheme()));
      if (isUrl && address.getRawUserInfo() != null) {
        error(
            "Invalid " + name,
            "The argument %s contains a user name or a password. Set them separately, for example in the environment variables ESFORM_HTTP_USERNAME and ESFORM_HTTP_PASSWORD."
                .formatted(name));
        return null;
      }
      if (isUrl) {
        return address;
      }
    } catch (URISyntaxException _) {
      // Reported below, without the text, which may contain a password.
    }
    error(
        "Invalid " + name,
        "The argument %s is not a URL such as https://states.example.com/shop.".formatted(name));
    return null;
  }

  private String method(String name, String otherwise) {
    String method = text(name);
    if (method == null || method.matches("[A-Z]+")) {
      return method == null ? otherwise : method;
    }
    error(
        "Invalid " + name,
        "The argument %s is \"%s\". It must be a method of HTTP in capital letters, such as %s."
            .formatted(name, method.replaceAll("\\p{Cntrl}", "?"), otherwise));
    return otherwise;
  }

  private HttpCredentials credentials() {
    String username = text(HttpBackendType.USERNAME);
    String password = text(HttpBackendType.PASSWORD);
    SortedMap<String, String> headers = headers();
    if (username == null && password != null) {
      error(
          "Missing username",
          "The argument password is set, and username is not. Set both, or the header Authorization in headers.");
    }
    if (username != null && username.contains(":")) {
      error("Invalid username", "The argument username contains a colon.");
    }
    if (username != null && headers.containsKey("Authorization")) {
      error(
          "Conflicting arguments",
          "The argument username is set, and headers contains Authorization. Remove one of them.");
    }
    return new HttpCredentials(headers, username, password);
  }

  private SortedMap<String, String> headers() {
    var found = new TreeMap<String, String>(String.CASE_INSENSITIVE_ORDER);
    if (arguments.attributes().get(HttpBackendType.HEADERS) instanceof MapValue map) {
      map.elements().forEach((name, value) -> addHeader(found, name, textOf(value)));
      return found;
    }
    String lines = variables.getOrDefault(variable(HttpBackendType.HEADERS), "");
    for (String line : lines.lines().filter(each -> !each.isBlank()).toList()) {
      int colon = line.indexOf(':');
      addHeader(
          found,
          colon < 0 ? "" : line.substring(0, colon).strip(),
          line.substring(colon + 1).strip());
    }
    return found;
  }

  private void addHeader(SortedMap<String, String> found, String name, String value) {
    if (!name.matches("[A-Za-z0-9_-]+")) {
      error(
          "Invalid headers",
          "A header has no valid name. A name consists of letters, digits, \"-\" and \"_\"; in %s, each line has the form Name: value."
              .formatted(variable(HttpBackendType.HEADERS)));
    } else if (RESERVED.contains(name.toLowerCase(Locale.ROOT))) {
      error("Invalid headers", "The header %s is set by esform. Remove it.".formatted(name));
    } else if (value.isEmpty() || !value.matches("[\\x20-\\x7e\\t]*")) {
      error(
          "Invalid headers",
          "The value of the header %s is empty, or has characters other than those of ASCII."
              .formatted(name));
    } else {
      found.put(name, value);
    }
  }

  private HttpRetries retries() {
    int most = number(HttpBackendType.RETRY_MAX, 2, MOST_RETRIES);
    int shortest = number(HttpBackendType.RETRY_WAIT_MIN, 1, LONGEST_PAUSE);
    int longest = number(HttpBackendType.RETRY_WAIT_MAX, Math.max(30, shortest), LONGEST_PAUSE);
    if (shortest > longest) {
      error("Conflicting arguments", "The argument retry_wait_min is greater than retry_wait_max.");
    }
    return new HttpRetries(most, Duration.ofSeconds(shortest), Duration.ofSeconds(longest));
  }

  private int number(String name, int otherwise, int most) {
    String text =
        arguments.attributes().get(name) instanceof NumberValue(var number)
            ? number.toPlainString()
            : variables.getOrDefault(variable(name), "");
    try {
      int number = text.isEmpty() ? otherwise : Integer.parseInt(text);
      if (number >= 0 && number <= most) {
        return number;
      }
    } catch (NumberFormatException _) {
      // Reported below.
    }
    error(
        "Invalid " + name,
        "The argument %s must be a whole number from 0 to %d.".formatted(name, most));
    return otherwise;
  }

  private @Nullable SSLContext tls() {
    boolean isUnverified = isSet(HttpBackendType.SKIP_VERIFICATION);
    List<Certificate> trusted = certificates(HttpBackendType.AUTHORITIES);
    List<Certificate> chain = certificates(HttpBackendType.CERTIFICATE);
    String keyText = text(HttpBackendType.PRIVATE_KEY);
    if ((keyText == null) != (text(HttpBackendType.CERTIFICATE) == null)) {
      error(
          "Conflicting arguments",
          "The arguments client_certificate_pem and client_private_key_pem belong together. Set both, or neither.");
    }
    PrivateKey key = keyText == null ? null : privateKey(keyText);
    if (sink.hasErrors() || (!isUnverified && trusted.isEmpty() && key == null)) {
      return null;
    }
    try {
      return Tls.context(isUnverified, trusted, chain, key);
    } catch (GeneralSecurityException | IOException fault) {
      error(
          "Invalid TLS settings",
          "The certificates of the backend \"http\" cannot be used: %s."
              .formatted(fault.getMessage()));
      return null;
    }
  }

  private List<Certificate> certificates(String name) {
    String pem = text(name);
    try {
      return pem == null ? List.of() : Tls.certificates(pem);
    } catch (CertificateException _) {
      error("Invalid " + name, "The argument %s is not a certificate in PEM.".formatted(name));
      return List.of();
    }
  }

  private @Nullable PrivateKey privateKey(String pem) {
    try {
      return Tls.privateKey(pem);
    } catch (InvalidKeySpecException fault) {
      error(
          "Invalid client_private_key_pem",
          "The argument client_private_key_pem is not a private key in PKCS #8: %s. To convert a key of another form:\n\n    openssl pkcs8 -topk8 -nodes -in key.pem\n"
              .formatted(fault.getMessage()));
      return null;
    }
  }

  private boolean isSet(String name) {
    if (arguments.attributes().get(name) instanceof BoolValue(boolean set)) {
      return set;
    }
    String text = variables.getOrDefault(variable(name), "");
    if (!List.of("", "true", "false").contains(text)) {
      error(
          "Invalid " + name,
          "The environment variable %s must be true or false.".formatted(variable(name)));
    }
    return text.equals("true");
  }

  /// Null if the argument is not set, or empty.
  private @Nullable String text(String name) {
    String text = textOf(arguments.attributes().get(name));
    String found = text.isEmpty() ? variables.getOrDefault(variable(name), "") : text;
    return found.isEmpty() ? null : found;
  }

  private static String textOf(@Nullable Value value) {
    return value instanceof StringValue(var text) ? text : "";
  }

  private static String variable(String name) {
    return VARIABLES + name.toUpperCase(Locale.ROOT);
  }

  private void error(String summary, String detail) {
    sink.error(summary, detail, null);
  }
}
