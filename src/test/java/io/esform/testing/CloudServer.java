package io.esform.testing;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// A platform for runs in several processes: notes with generated ids, on the loopback address.
///
/// - `POST /notes/TOKEN` creates a note and answers its id. Another request with the same token
///   answers the same id and creates nothing.
/// - `GET /tokens/TOKEN` answers that id, if the note exists.
/// - `GET`, `PUT` and `DELETE /notes/ID` read, replace and delete a note.
///
/// The content of a note is its name and its text, each on a line. An unknown id or token is 404.
public final class CloudServer implements AutoCloseable {

  private static final String NOTES = "/notes/";
  private static final String TOKENS = "/tokens/";

  /// @param notes contents by id
  /// @param tokens ids by token
  /// @param created the names of all notes that were ever created
  public record Content(
      SortedMap<String, String> notes, SortedMap<String, String> tokens, List<String> created) {

    public Content {
      notes = new TreeMap<>(notes);
      tokens = new TreeMap<>(tokens);
      created = new ArrayList<>(created);
    }

    public static Content none() {
      return new Content(new TreeMap<>(), new TreeMap<>(), List.of());
    }

    public static String name(String note) {
      return note.substring(0, note.indexOf('\n'));
    }

    /// The names of the existing notes, in order.
    public List<String> names() {
      return notes.values().stream().map(Content::name).sorted().toList();
    }
  }

  private record Answer(int status, String text) {}

  private final HttpServer server;
  private Content content = Content.none();

  private CloudServer(HttpServer server) {
    this.server = server;
  }

  public static CloudServer start() {
    try {
      HttpServer server =
          HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
      var cloud = new CloudServer(server);
      server.createContext("/", cloud::handle);
      server.start();
      return cloud;
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  public URI address() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  public synchronized Content content() {
    return new Content(content.notes, content.tokens, content.created);
  }

  public synchronized void setContent(Content other) {
    content = new Content(other.notes, other.tokens, other.created);
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
      Answer answer = answer(exchange.getRequestMethod(), exchange.getRequestURI().getPath(), body);
      byte[] text = answer.text.getBytes(StandardCharsets.UTF_8);
      exchange.sendResponseHeaders(answer.status, text.length == 0 ? -1 : text.length);
      if (text.length > 0) {
        exchange.getResponseBody().write(text);
      }
    }
  }

  private synchronized Answer answer(String method, String path, String body) {
    if (path.startsWith(TOKENS)) {
      String made = content.tokens.get(path.substring(TOKENS.length()));
      return found(made != null && content.notes.containsKey(made) ? made : null);
    }
    String id = path.substring(NOTES.length());
    return switch (method) {
      case "POST" -> new Answer(201, content.tokens.computeIfAbsent(id, _ -> created(body)));
      case "GET" -> found(content.notes.get(id));
      case "PUT" -> found(content.notes.computeIfPresent(id, (_, _) -> body));
      case "DELETE" -> found(content.notes.remove(id));
      default -> new Answer(405, "");
    };
  }

  private String created(String note) {
    content.created.add(Content.name(note));
    String id = "%032x".formatted(content.created.size());
    content.notes.put(id, note);
    return id;
  }

  private static Answer found(@Nullable String text) {
    return new Answer(text == null ? 404 : 200, Objects.requireNonNullElse(text, ""));
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
