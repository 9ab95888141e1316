package io.esform.state.backend.http;

import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Collections;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// The secret headers of all requests. Has no text form.
final class HttpCredentials {

  private static final int SHORTEST_SECRET = 4;
  private static final String AUTHORIZATION = "Authorization";

  private final SortedMap<String, String> headers;

  /// Longer ones first.
  private final SortedSet<String> secrets =
      new TreeSet<>((one, other) ->
          one.length() == other.length()
              ? one.compareTo(other)
              : Integer.compare(other.length(), one.length()));

  /// @param headers sent with every request
  /// @param username for basic authentication; null for none
  HttpCredentials(
      SortedMap<String, String> headers, @Nullable String username, @Nullable String password) {
    var all = new TreeMap<>(headers);
    if (username != null) {
      String pair = username + ":" + (password == null ? "" : password);
      String encoded = Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
      all.put(AUTHORIZATION, "Basic " + encoded);
    }
    this.headers = Collections.unmodifiableSortedMap(all);
    all.values().forEach(this::addSecret);
    if (password != null) {
      addSecret(password);
    }
  }

  /// The value of a header, and the part after its scheme: `Bearer abc`.
  private void addSecret(String value) {
    for (String each : new String[] {value, value.substring(value.indexOf(' ') + 1)}) {
      if (each.length() >= SHORTEST_SECRET) {
        secrets.add(each);
      }
    }
  }

  boolean isEmpty() {
    return headers.isEmpty();
  }

  void addTo(HttpRequest.Builder request) {
    headers.forEach(request::header);
  }

  /// A text of the server without these credentials, which it may repeat.
  String hide(String text) {
    String shown = text;
    for (String secret : secrets) {
      shown = shown.replace(secret, "(sensitive)");
    }
    return shown;
  }
}
