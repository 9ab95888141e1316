package io.esform.testing.aws;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.SortedMap;
import java.util.TreeMap;

/// A server of a test that answers instead of a service.
final class StandIn implements AutoCloseable {

  private final HttpServer server;

  private StandIn(HttpServer server) {
    this.server = server;
  }

  /// @param address of this machine, reachable from the callers
  static StandIn at(InetAddress address, HttpHandler handler) {
    try {
      var server = HttpServer.create(new InetSocketAddress(address, 0), 0);
      server.createContext("/", handler);
      server.start();
      return new StandIn(server);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  String endpoint() {
    InetSocketAddress address = server.getAddress();
    return "http://" + address.getAddress().getHostAddress() + ":" + address.getPort();
  }

  /// Names in lower case.
  static SortedMap<String, String> headers(HttpExchange exchange) {
    var headers = new TreeMap<String, String>();
    exchange
        .getRequestHeaders()
        .forEach((name, values) -> headers.put(name.toLowerCase(Locale.ROOT), values.getFirst()));
    return headers;
  }

  static void answer(HttpExchange exchange, int status, String text) throws IOException {
    answer(exchange, status, text.getBytes(StandardCharsets.UTF_8));
  }

  static void answer(HttpExchange exchange, int status, byte[] bytes) throws IOException {
    exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
