package io.esform.state.backend.http;

import io.esform.diag.EsformBug;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.Base64;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Sends single requests, and describes failed ones without a secret. The client is created by the
/// first request and exists until the process ends.
///
/// Only reads follow redirects, and another server gets no credentials.
final class HttpExchange {

  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(10);
  private static final Duration ANSWER_TIMEOUT = Duration.ofSeconds(60);
  private static final int MOST_REDIRECTS = 5;
  private static final int MOST_WORDS = 200;
  private static final int UNAUTHORIZED = 401;
  private static final int FORBIDDEN = 403;
  private static final int NOT_FOUND = 404;
  private static final int TOO_LARGE = 413;
  private static final int UNPROCESSABLE = 422;
  private static final int TOO_MANY = 429;
  private static final int NOT_IMPLEMENTED = 501;

  private final HttpSettings settings;
  private @Nullable HttpClient client;

  HttpExchange(HttpSettings settings) {
    this.settings = settings;
  }

  /// The server has answered and has not executed the request; it will reject a repetition. The
  /// message has no final stop.
  static class Rejected extends IOException {
    private static final long serialVersionUID = 1;

    Rejected(@Nullable String message) {
      super(message);
    }

    Rejected(String message, Throwable cause) {
      super(message, cause);
    }
  }

  /// An answer of the server.
  static final class Answer {
    private final HttpResponse<byte[]> response;

    Answer(HttpResponse<byte[]> response) {
      this.response = response;
    }

    int status() {
      return response.statusCode();
    }

    byte[] body() {
      return response.body();
    }

    String text() {
      return new String(response.body(), StandardCharsets.UTF_8);
    }

    /// Null if it is missing.
    @Nullable String header(String name) {
      return response.headers().firstValue(name).orElse(null);
    }

    boolean isSuccess() {
      return status() / 100 == 2;
    }

    boolean isRedirect() {
      return status() / 100 == 3;
    }
  }

  /// An address for display, without user information and query.
  static String display(URI address) {
    return address.getScheme()
        + "://"
        + server(address)
        + Objects.requireNonNullElse(address.getRawPath(), "");
  }

  /// The MD5 of a body, in Base64.
  static String md5(byte[] body) {
    try {
      return Base64.getEncoder().encodeToString(MessageDigest.getInstance("MD5").digest(body));
    } catch (NoSuchAlgorithmException missing) {
      throw new EsformBug("The platform has no MD5.", missing);
    }
  }

  /// Reads an address.
  ///
  /// @throws IOException if there is no answer, or an error of the server
  Answer get(URI address) throws IOException {
    URI at = address;
    for (int redirects = 0; redirects <= MOST_REDIRECTS; redirects++) {
      HttpRequest.Builder request = request(at).GET();
      if (isSameOrigin(at, address)) {
        settings.credentials().addTo(request);
      }
      Answer answer = answer(request.build());
      URI target = answer.isRedirect() ? target(at, answer) : null;
      if (target == null) {
        return answer;
      }
      if (at.getScheme().equals("https") && !"https".equals(target.getScheme())) {
        throw new Rejected(
            "the server redirects to %s, which is not encrypted".formatted(display(target)));
      }
      at = target;
    }
    throw new Rejected("the server redirects more than %d times".formatted(MOST_REDIRECTS));
  }

  /// Sends a JSON text.
  ///
  /// @throws IOException if there is no answer, or an error of the server: the request may have
  ///   been executed
  Answer send(String method, URI address, String text) throws IOException {
    byte[] body = text.getBytes(StandardCharsets.UTF_8);
    HttpRequest.Builder request =
        request(address)
            .method(method, BodyPublishers.ofByteArray(body))
            .header("Content-Type", "application/json")
            .header("Content-MD5", md5(body));
    settings.credentials().addTo(request);
    Answer answer = answer(request.build());
    URI target = answer.isRedirect() ? target(address, answer) : null;
    if (target != null) {
      throw new Rejected(
          "the server redirects %s to %s. Use that address in the configuration"
              .formatted(method, display(target)));
    }
    return answer;
  }

  private static HttpRequest.Builder request(URI address) {
    return HttpRequest.newBuilder(address)
        .timeout(ANSWER_TIMEOUT)
        .header("Cache-Control", "no-cache");
  }

  private static boolean isSameOrigin(URI one, URI other) {
    return one.getScheme().equals(other.getScheme())
        && Objects.equals(one.getHost(), other.getHost())
        && one.getPort() == other.getPort();
  }

  /// Null if the answer names no address of a server.
  private static @Nullable URI target(URI from, Answer answer) {
    String location = answer.header("Location");
    try {
      URI target = location == null ? null : from.resolve(location);
      boolean isAddress =
          target != null
              && target.getHost() != null
              && ("http".equals(target.getScheme()) || "https".equals(target.getScheme()));
      return isAddress ? target : null;
    } catch (IllegalArgumentException _) {
      return null;
    }
  }

  /// Sends also if this thread is interrupted: the end of a stopped run still has to be saved.
  private Answer answer(HttpRequest request) throws IOException {
    boolean isInterrupted = Thread.interrupted();
    try {
      var answer = new Answer(client().send(request, BodyHandlers.ofByteArray()));
      if (isTransient(answer.status())) {
        throw new IOException(description(answer));
      }
      return answer;
    } catch (InterruptedException interruption) {
      isInterrupted = true;
      throw new IOException("the request was interrupted", interruption);
    } catch (IllegalArgumentException fault) {
      throw new Rejected("the request is invalid: " + hidden(fault), fault);
    } catch (IOException failure) {
      throw new IOException(reason(request.uri(), failure), failure);
    } finally {
      if (isInterrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /// Why there is no answer. The client describes most of these failures by their class alone.
  private String reason(URI address, IOException failure) {
    return switch (failure) {
      case HttpConnectTimeoutException _ ->
          "%s did not accept a connection within %d seconds"
              .formatted(server(address), CONNECT_TIMEOUT.toSeconds());
      case HttpTimeoutException _ ->
          "%s did not answer within %d seconds"
              .formatted(server(address), ANSWER_TIMEOUT.toSeconds());
      case ConnectException unconnected ->
          isUnresolved(unconnected)
              ? "the name \"%s\" has no address".formatted(address.getHost())
              : server(address) + " accepts no connection";
      default -> hidden(failure);
    };
  }

  private static boolean isUnresolved(Throwable failure) {
    Throwable cause = failure.getCause();
    return failure instanceof UnresolvedAddressException || (cause != null && isUnresolved(cause));
  }

  /// The host and the port, if it is given.
  private static String server(URI address) {
    return address.getPort() < 0 ? address.getHost() : address.getHost() + ":" + address.getPort();
  }

  private String hidden(Exception failure) {
    String message = failure.getMessage();
    String cause = failure.getCause() == null ? null : failure.getCause().getMessage();
    String words = message == null || message.isBlank() ? cause : message;
    return words == null
        ? "the server closed the connection without an answer"
        : settings.credentials().hide(words.strip().replaceAll("[.]+$", ""));
  }

  private static boolean isTransient(int status) {
    return (status / 100 == 5 && status != NOT_IMPLEMENTED) || status == TOO_MANY;
  }

  private synchronized HttpClient client() {
    HttpClient known = client;
    if (known == null) {
      HttpClient.Builder builder =
          HttpClient.newBuilder()
              .version(HttpClient.Version.HTTP_1_1)
              .followRedirects(HttpClient.Redirect.NEVER)
              .connectTimeout(CONNECT_TIMEOUT);
      known = (settings.tls() == null ? builder : builder.sslContext(settings.tls())).build();
      client = known;
    }
    return known;
  }

  /// Describes an answer that is neither a success nor an error of the server.
  Rejected failure(Answer answer) {
    return new Rejected(description(answer) + advice(answer.status()));
  }

  private String description(Answer answer) {
    String words = words(answer);
    return "the server answered %d%s"
        .formatted(answer.status(), words.isEmpty() ? "" : ": " + words);
  }

  /// The beginning of a short text; nothing of a page.
  private String words(Answer answer) {
    String text =
        settings.credentials().hide(answer.text().strip()).replaceAll("[\\p{Cntrl}\\s]+", " ");
    if (text.startsWith("<")) {
      return "";
    }
    String start = text.length() > MOST_WORDS ? text.substring(0, MOST_WORDS) + "…" : text;
    return start.replaceAll("[.]+$", "");
  }

  private String advice(int status) {
    return switch (status) {
      case UNAUTHORIZED ->
          settings.credentials().isEmpty()
              ? ". Set username and password, or headers, for example by the environment variables ESFORM_HTTP_USERNAME and ESFORM_HTTP_PASSWORD"
              : ". Check the credentials: the server does not accept them";
      case FORBIDDEN -> ". The credentials do not permit this request";
      case NOT_FOUND -> ". Check the addresses of the backend \"http\"";
      case TOO_LARGE -> ". The server limits the size of a state";
      case UNPROCESSABLE -> ". The server may already have a state with this serial";
      case NOT_IMPLEMENTED -> ". Check the methods of the backend \"http\"";
      default -> "";
    };
  }
}
