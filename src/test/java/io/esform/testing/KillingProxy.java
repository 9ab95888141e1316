package io.esform.testing;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.esform.testing.KillSwitch.Moment;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Locale;
import java.util.Set;
import java.util.function.Supplier;

/// A proxy in front of a server, on the loopback address, at whose requests a {@link KillSwitch}
/// kills the client. It passes one request after another.
public final class KillingProxy implements AutoCloseable {

  /// Headers that a client of Java may not set, or that belong to one connection.
  private static final Set<String> OWN =
      Set.of("host", "content-length", "connection", "expect", "upgrade", "transfer-encoding");

  private final HttpServer server;
  private final Supplier<URI> upstream;
  private final KillSwitch kills;
  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  private KillingProxy(HttpServer server, Supplier<URI> upstream, KillSwitch kills) {
    this.server = server;
    this.upstream = upstream;
    this.kills = kills;
  }

  /// @param upstream the address of the server at the time of a request
  public static KillingProxy before(Supplier<URI> upstream, KillSwitch kills) {
    try {
      HttpServer server =
          HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
      var proxy = new KillingProxy(server, upstream, kills);
      server.createContext("/", proxy::handle);
      server.start();
      return proxy;
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  public String address() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      byte[] body = exchange.getRequestBody().readAllBytes();
      int number = kills.next();
      if (kills.strikes(number, Moment.BEFORE_REQUEST)) {
        return;
      }
      HttpResponse<byte[]> answer = forward(exchange, body);
      if (!kills.strikes(number, Moment.BEFORE_ANSWER)) {
        send(exchange, answer);
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private HttpResponse<byte[]> forward(HttpExchange exchange, byte[] body)
      throws IOException, InterruptedException {
    var request =
        HttpRequest.newBuilder(upstream.get().resolve(exchange.getRequestURI().toString()))
            .method(exchange.getRequestMethod(), BodyPublishers.ofByteArray(body));
    exchange
        .getRequestHeaders()
        .forEach((name, values) -> {
          if (!OWN.contains(name.toLowerCase(Locale.ROOT))) {
            request.header(name, values.getFirst());
          }
        });
    return http.send(request.build(), BodyHandlers.ofByteArray());
  }

  private static void send(HttpExchange exchange, HttpResponse<byte[]> answer) throws IOException {
    answer
        .headers()
        .map()
        .forEach((name, values) -> {
          if (!OWN.contains(name.toLowerCase(Locale.ROOT))) {
            exchange.getResponseHeaders().set(name, values.getFirst());
          }
        });
    boolean isEmpty = "HEAD".equals(exchange.getRequestMethod()) || answer.body().length == 0;
    exchange.sendResponseHeaders(answer.statusCode(), isEmpty ? -1 : answer.body().length);
    if (!isEmpty) {
      exchange.getResponseBody().write(answer.body());
    }
  }

  @Override
  public void close() {
    server.stop(0);
    http.close();
  }
}
