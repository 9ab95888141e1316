package io.esform.testing.aws;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.esform.testing.Relay;
import io.esform.testing.Relay.Answer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// A proxy in front of an emulator, on the loopback address. It records all calls, answers some
/// itself, and corrects differences between the emulator and AWS. When it closes, every request is
/// checked against AWS's service models.
public final class AwsProxy implements AutoCloseable {

  private final URI upstream;
  private final HttpServer server;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final Relay relay = new Relay();
  private final List<AwsCall> calls = new CopyOnWriteArrayList<>();
  private final RequestRecord all = new RequestRecord();
  private final List<Answering> answering = new CopyOnWriteArrayList<>();

  private AwsProxy(URI upstream) throws IOException {
    this.upstream = upstream;
    this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
  }

  /// Answers calls instead of the emulator, or changes its answers.
  @FunctionalInterface
  public interface Answering {
    /// @return null to pass the call on
    @Nullable Answer answer(AwsCall call, Upstream upstream)
        throws IOException, InterruptedException;
  }

  /// The next part of the chain, and finally the emulator. Accepts the same request with the same
  /// or another body.
  @FunctionalInterface
  public interface Upstream {
    Answer ask(String body) throws IOException, InterruptedException;
  }

  /// @param upstream the emulator's address
  public static AwsProxy before(URI upstream) throws IOException {
    var proxy = new AwsProxy(upstream);
    proxy.server.setExecutor(proxy.threads);
    proxy.server.createContext("/", proxy::handle);
    proxy.server.start();
    return proxy;
  }

  /// Adds a part before the emulator; the first answer counts.
  public AwsProxy answering(Answering first) {
    answering.add(first);
    return this;
  }

  public String endpoint() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  /// All calls so far, in order of arrival.
  public List<AwsCall> calls() {
    return List.copyOf(calls);
  }

  public void forgetCalls() {
    calls.clear();
  }

  private void handle(HttpExchange exchange) throws IOException {
    byte[] body = exchange.getRequestBody().readAllBytes();
    Map<String, String> headers = Relay.headers(exchange.getRequestHeaders());
    // ISO 8859-1 preserves the bytes of a file, which may not be text.
    String text = new String(body, StandardCharsets.ISO_8859_1);
    Function<String, AwsCall> called =
        changed ->
            AwsCall.of(
                exchange.getRequestMethod(), exchange.getRequestURI().toString(), headers, changed);
    AwsCall call = called.apply(text);
    calls.add(call);
    all.add(call);
    try {
      Relay.send(exchange, chain(called, changed -> forward(exchange, changed)).ask(text));
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    } finally {
      exchange.close();
    }
  }

  /// The chain of all parts in their order, with the emulator last.
  private Upstream chain(Function<String, AwsCall> called, Upstream emulator) {
    Upstream first = emulator;
    for (Answering one : answering.reversed()) {
      Upstream next = first;
      first =
          body -> {
            Answer answer = one.answer(called.apply(body), next);
            return answer == null ? next.ask(body) : answer;
          };
    }
    return first;
  }

  private Answer forward(HttpExchange exchange, String body)
      throws IOException, InterruptedException {
    return relay.ask(upstream, exchange, body.getBytes(StandardCharsets.ISO_8859_1));
  }

  @Override
  public void close() {
    server.stop(0);
    threads.close();
    relay.close();
    all.close();
  }
}
