package io.esform.state.backend.http;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsParameters;
import com.sun.net.httpserver.HttpsServer;
import io.esform.state.file.LockInfo;
import io.esform.state.file.StateCodec;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import org.jspecify.annotations.Nullable;

/// A state and its lock over HTTP, as Terraform's `http` backend and GitLab define it: a write
/// needs the id of the lock, a digest of its body, and a serial that was not written before.
public final class TerraformServer implements AutoCloseable {

  /// What happens to a request.
  sealed interface Fault {
    /// The connection ends before the request is executed.
    record LostRequest() implements Fault {}

    /// The connection ends after the request was executed.
    record LostAnswer() implements Fault {}

    /// The request is executed and refused, as if an earlier attempt had arrived just before it.
    record ExecutedBefore(int status) implements Fault {}

    /// The request is not executed.
    record Status(int status, String body) implements Fault {}

    /// The request is not executed.
    record Redirect(String location) implements Fault {}
  }

  private final String scheme;
  private final HttpServer server;
  private final List<String> calls = new ArrayList<>();
  private final TreeMap<String, List<Fault>> faults = new TreeMap<>();
  private final TreeMap<String, String> lastHeaders = new TreeMap<>();
  private final List<Long> serials = new ArrayList<>();
  private Runnable beforeFault = () -> {};
  private @Nullable String state;
  private @Nullable String digest;
  private @Nullable LockInfo lock;
  private boolean describesAsGitLab;

  private TerraformServer(String scheme, HttpServer server) {
    this.scheme = scheme;
    this.server = server;
  }

  /// A server on a free port of the loopback interface.
  public static TerraformServer start() {
    try {
      return start("http", HttpServer.create(free(), 0));
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  /// The same with TLS.
  ///
  /// @param needsClient whether it requires a certificate of the client
  static TerraformServer start(SSLContext context, boolean needsClient) throws IOException {
    HttpsServer server = HttpsServer.create(free(), 0);
    server.setHttpsConfigurator(
        new HttpsConfigurator(context) {
          @Override
          public void configure(HttpsParameters parameters) {
            SSLParameters all = getSSLContext().getDefaultSSLParameters();
            all.setNeedClientAuth(needsClient);
            parameters.setSSLParameters(all);
          }
        });
    return start("https", server);
  }

  private static InetSocketAddress free() {
    return new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
  }

  private static TerraformServer start(String scheme, HttpServer server) {
    var started = new TerraformServer(scheme, server);
    server.createContext("/", started::handle);
    server.start();
    return started;
  }

  /// Another server with the same state and the same written serials, without a lock.
  public synchronized TerraformServer copy() {
    TerraformServer copy = start();
    copy.take(state, serials, describesAsGitLab);
    return copy;
  }

  private synchronized void take(
      @Nullable String otherState, List<Long> otherSerials, boolean asGitLab) {
    state = otherState;
    serials.addAll(otherSerials);
    describesAsGitLab = asGitLab;
  }

  private String base() {
    return scheme + "://localhost:" + server.getAddress().getPort();
  }

  public String address() {
    return base() + "/state";
  }

  public String lockAddress() {
    return base() + "/lock";
  }

  /// The requests so far: method, path and query.
  public synchronized List<String> calls() {
    return List.copyOf(calls);
  }

  synchronized long count(String method) {
    return calls.stream().filter(call -> call.startsWith(method + " ")).count();
  }

  /// The headers of the last request, with names in small letters.
  synchronized SortedMap<String, String> lastHeaders() {
    return new TreeMap<>(lastHeaders);
  }

  public synchronized @Nullable String state() {
    return state;
  }

  /// Replaces the state without a request.
  synchronized void setState(@Nullable String text) {
    state = text;
  }

  /// Answers reads with this header `Content-MD5`.
  synchronized void setDigest(String text) {
    digest = text;
  }

  public synchronized @Nullable LockInfo lock() {
    return lock;
  }

  /// Replaces the lock without a request.
  synchronized void setLock(@Nullable LockInfo held) {
    lock = held;
  }

  /// Describes a lock in the way of GitLab: with the texts of the request that found it.
  public synchronized void describeAsGitLab() {
    describesAsGitLab = true;
  }

  /// Lets the next requests with this method fail, one after another.
  synchronized void fail(String method, Fault... each) {
    faults.computeIfAbsent(method, _ -> new ArrayList<>()).addAll(List.of(each));
  }

  /// Runs before each fault.
  synchronized void beforeFault(Runnable work) {
    beforeFault = work;
  }

  private synchronized void handle(HttpExchange exchange) throws IOException {
    String method = exchange.getRequestMethod();
    calls.add(method + " " + exchange.getRequestURI());
    lastHeaders.clear();
    exchange
        .getRequestHeaders()
        .forEach(
            (name, values) -> lastHeaders.put(name.toLowerCase(Locale.ROOT), values.getFirst()));
    byte[] body = exchange.getRequestBody().readAllBytes();
    List<Fault> coming = faults.getOrDefault(method, new ArrayList<>());
    Fault fault = coming.isEmpty() ? null : coming.removeFirst();
    if (fault != null) {
      beforeFault.run();
    }
    switch (fault) {
      case null -> execute(exchange, method, body, true);
      case Fault.LostRequest() -> exchange.close();
      case Fault.LostAnswer() -> {
        execute(exchange, method, body, false);
        exchange.close();
      }
      case Fault.ExecutedBefore(int status) -> {
        execute(exchange, method, body, false);
        answer(exchange, status, "", true);
      }
      case Fault.Status(int status, String text) -> answer(exchange, status, text, true);
      case Fault.Redirect(String location) -> {
        exchange.getResponseHeaders().set("Location", location);
        answer(exchange, 307, "", true);
      }
    }
  }

  private void execute(HttpExchange exchange, String method, byte[] body, boolean isAnswered)
      throws IOException {
    String text = new String(body, StandardCharsets.UTF_8);
    boolean isWhole =
        body.length == 0 || md5(body).equals(exchange.getRequestHeaders().getFirst("Content-MD5"));
    if (!isWhole) {
      answer(exchange, 400, "digest", isAnswered);
      return;
    }
    switch (method) {
      case "GET" -> {
        if (digest != null) {
          exchange.getResponseHeaders().set("Content-MD5", digest);
        }
        answer(exchange, state == null ? 404 : 200, state == null ? "" : state, isAnswered);
      }
      case "POST" -> {
        String id = lock == null ? null : "ID=" + lock.id();
        long serial = Objects.requireNonNull(StateCodec.header(text)).serial();
        if (!Objects.equals(exchange.getRequestURI().getQuery(), id)) {
          answer(exchange, 409, lock == null ? "" : lock.format(), isAnswered);
        } else if (serials.contains(serial)) {
          answer(exchange, 422, "serial exists", isAnswered);
        } else {
          serials.add(serial);
          state = text;
          answer(exchange, 200, "", isAnswered);
        }
      }
      case "LOCK" -> {
        LockInfo asked = Objects.requireNonNull(LockInfo.parse(text));
        LockInfo held = lock;
        if (held == null) {
          lock = asked;
        }
        answer(
            exchange,
            held == null ? 200 : 423,
            held == null ? "" : described(held, asked).format(),
            isAnswered);
      }
      case "UNLOCK" -> {
        boolean isMine =
            lock == null || lock.id().equals(Objects.requireNonNull(LockInfo.parse(text)).id());
        if (isMine) {
          lock = null;
        }
        answer(exchange, isMine ? 200 : 409, "", isAnswered);
      }
      default -> answer(exchange, 405, "", isAnswered);
    }
  }

  private LockInfo described(LockInfo held, LockInfo asked) {
    return describesAsGitLab
        ? new LockInfo(
            held.id(), asked.operation(), asked.info(), "root", asked.version(), held.created())
        : held;
  }

  private static void answer(HttpExchange exchange, int status, String text, boolean isAnswered)
      throws IOException {
    if (!isAnswered) {
      return;
    }
    byte[] body = text.getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
    if (body.length > 0) {
      exchange.getResponseBody().write(body);
    }
    exchange.close();
  }

  private static String md5(byte[] body) {
    try {
      return Base64.getEncoder().encodeToString(MessageDigest.getInstance("MD5").digest(body));
    } catch (NoSuchAlgorithmException missing) {
      throw new AssertionError(missing);
    }
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
