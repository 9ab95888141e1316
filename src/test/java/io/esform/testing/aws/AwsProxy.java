package io.esform.testing.aws;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
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
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// A proxy in front of an emulator, on the loopback address. It records all calls, answers some
/// itself, and corrects differences between the emulator and AWS. When it closes, every request is
/// checked against AWS's service models.
public final class AwsProxy implements AutoCloseable {

  /// Headers that a client of Java may not set, or that belong to one connection.
  private static final Set<String> OWN =
      Set.of("host", "content-length", "connection", "expect", "upgrade", "transfer-encoding");

  private final URI upstream;
  private final HttpServer server;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
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

  /// @param headers names in lower case
  @SuppressWarnings("ArrayRecordComponent")
  public record Answer(int status, Map<String, String> headers, byte[] body) {

    public static Answer xml(int status, String body) {
      return new Answer(
          status, Map.of("content-type", "text/xml"), body.getBytes(StandardCharsets.UTF_8));
    }
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
    var headers = new TreeMap<String, String>();
    exchange
        .getRequestHeaders()
        .forEach((name, values) -> headers.put(name.toLowerCase(Locale.ROOT), values.getFirst()));
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
      send(exchange, chain(called, changed -> forward(exchange, headers, changed)).ask(text));
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

  private Answer forward(HttpExchange exchange, Map<String, String> headers, String body)
      throws IOException, InterruptedException {
    var request =
        HttpRequest.newBuilder(upstream.resolve(exchange.getRequestURI().toString()))
            .method(
                exchange.getRequestMethod(),
                BodyPublishers.ofByteArray(body.getBytes(StandardCharsets.ISO_8859_1)));
    headers.forEach((name, value) -> {
      if (!OWN.contains(name)) {
        request.header(name, value);
      }
    });
    HttpResponse<byte[]> response = http.send(request.build(), BodyHandlers.ofByteArray());
    var answered = new TreeMap<String, String>();
    response
        .headers()
        .map()
        .forEach((name, values) -> {
          if (!OWN.contains(name)) {
            answered.put(name, values.getFirst());
          }
        });
    return new Answer(response.statusCode(), answered, response.body());
  }

  private static void send(HttpExchange exchange, Answer answer) throws IOException {
    answer.headers().forEach((name, value) -> exchange.getResponseHeaders().set(name, value));
    boolean isHead = "HEAD".equals(exchange.getRequestMethod());
    exchange.sendResponseHeaders(
        answer.status(), isHead || answer.body().length == 0 ? -1 : answer.body().length);
    if (!isHead) {
      exchange.getResponseBody().write(answer.body());
    }
  }

  @Override
  public void close() {
    server.stop(0);
    threads.close();
    http.close();
    all.close();
  }
}
