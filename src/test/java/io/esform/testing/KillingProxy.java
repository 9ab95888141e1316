package io.esform.testing;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.esform.testing.KillSwitch.Moment;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.function.Supplier;

/// A proxy in front of a server, on the loopback address, at whose requests a {@link KillSwitch}
/// kills the client. It passes one request after another.
public final class KillingProxy implements AutoCloseable {

  private final HttpServer server;
  private final Supplier<URI> upstream;
  private final KillSwitch kills;
  private final Relay relay = new Relay();

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
      Relay.Answer answer = relay.ask(upstream.get(), exchange, body);
      if (!kills.strikes(number, Moment.BEFORE_ANSWER)) {
        Relay.send(exchange, answer);
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    server.stop(0);
    relay.close();
  }
}
