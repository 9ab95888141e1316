package io.esform.testing;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/// Passes the requests of a proxy on to its server. Names of headers are in lower case.
public final class Relay implements AutoCloseable {

  /// Headers that a client of Java may not set, or that belong to one connection.
  private static final Set<String> OWN =
      Set.of("host", "content-length", "connection", "expect", "upgrade", "transfer-encoding");

  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  @SuppressWarnings("ArrayRecordComponent")
  public record Answer(int status, Map<String, String> headers, byte[] body) {

    public static Answer xml(int status, String body) {
      return new Answer(
          status, Map.of("content-type", "text/xml"), body.getBytes(StandardCharsets.UTF_8));
    }
  }

  /// The headers of a request, or of an answer; of several values the first.
  public static Map<String, String> headers(Map<String, List<String>> received) {
    var headers = new TreeMap<String, String>();
    received.forEach(
        (name, values) -> headers.put(name.toLowerCase(Locale.ROOT), values.getFirst()));
    return headers;
  }

  /// Sends the request of a client to the server.
  public Answer ask(URI server, HttpExchange exchange, byte[] body)
      throws IOException, InterruptedException {
    var request =
        HttpRequest.newBuilder(server.resolve(exchange.getRequestURI().toString()))
            .method(exchange.getRequestMethod(), BodyPublishers.ofByteArray(body));
    headers(exchange.getRequestHeaders())
        .forEach((name, value) -> {
          if (!OWN.contains(name)) {
            request.header(name, value);
          }
        });
    HttpResponse<byte[]> response = http.send(request.build(), BodyHandlers.ofByteArray());
    var answered = headers(response.headers().map());
    answered.keySet().removeAll(OWN);
    return new Answer(response.statusCode(), answered, response.body());
  }

  /// Answers the client.
  public static void send(HttpExchange exchange, Answer answer) throws IOException {
    answer.headers().forEach((name, value) -> exchange.getResponseHeaders().set(name, value));
    boolean isEmpty = "HEAD".equals(exchange.getRequestMethod()) || answer.body().length == 0;
    exchange.sendResponseHeaders(answer.status(), isEmpty ? -1 : answer.body().length);
    if (!isEmpty) {
      exchange.getResponseBody().write(answer.body());
    }
  }

  @Override
  public void close() {
    http.close();
  }
}
