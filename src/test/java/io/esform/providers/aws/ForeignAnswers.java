package io.esform.providers.aws;

import static java.util.Objects.requireNonNull;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.esform.providers.aws.call.AwsConnection;
import io.esform.value.Value;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// A server that answers every AWS call: correctly, or with an answer that is truncated, empty,
/// damaged or of another operation.
final class ForeignAnswers implements AutoCloseable {

  private static final Path FOLDER = Path.of("src", "test", "resources", "aws", "answers");
  private static final Pattern ACTION = Pattern.compile("(?:^|&)Action=([A-Za-z0-9]+)");
  private static final Pattern ELEMENT =
      Pattern.compile("<([A-Za-z0-9]+)(?: [^>]*)?>(?:(?!</\\1>).)*</\\1>|\"[A-Za-z]+\":");
  private static final Pattern TEXT = Pattern.compile(">[^<>]+<|:\"[^\"]*\"");
  private static final List<String> TEXTS = List.of("", "x", "-1", "2026", "ä%2", "true", "\u0000");

  private static final String THROTTLED =
      "<Response><Errors><Error><Code>RequestLimitExceeded</Code><Message>Slow down.</Message>"
          + "</Error></Errors></Response>";

  private final Map<String, String> answers = new TreeMap<>();
  private final Map<String, String> endings = new TreeMap<>();
  private final Map<String, String> replaced = new TreeMap<>();
  private final Map<String, List<String>> requests = new TreeMap<>();
  private final Map<String, Fault> faults = new TreeMap<>();
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final HttpServer server;
  private Random random = new Random(0);
  private boolean damaging;

  ForeignAnswers() throws IOException {
    try (Stream<Path> files = Files.list(FOLDER)) {
      for (Path file : files.sorted().toList()) {
        String name = file.getFileName().toString();
        answers.put(name.substring(0, name.indexOf('.')), Files.readString(file).strip());
      }
    }
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.createContext("/", this::handle);
    server.start();
  }

  /// A connection to this server that does not repeat a call.
  AwsConnection connection(AwsProvider provider) {
    return (AwsConnection)
        provider.connect(
            ProviderBlock.SCHEMA
                .blank()
                .with("region", Value.of("eu-central-1"))
                .with("endpoint", Value.of(endpoint()))
                .with("max_attempts", Value.of(1)));
  }

  String endpoint() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  /// The correct answer to that operation.
  String rightAnswer(String operation) {
    return requireNonNull(answers.get(operation));
  }

  /// Lets all further answers be correct.
  synchronized void behave() {
    damaging = false;
  }

  /// Lets about half of all further answers be wrong.
  synchronized void misbehave(long seed) {
    damaging = true;
    random = new Random(seed);
  }

  /// The failure of a call without an answer.
  enum Fault {
    /// The call is executed, and the connection ends before the answer.
    LOST,
    /// The call exceeds the rate limit, and is not executed.
    THROTTLED
  }

  /// The next call of that operation fails.
  synchronized void failNext(String operation, Fault fault) {
    faults.put(operation, fault);
  }

  /// The bodies of all requests for an operation.
  synchronized List<String> requests(String operation) {
    return List.copyOf(requests.getOrDefault(operation, List.of()));
  }

  private synchronized @Nullable Fault request(String operation, String body) {
    requests.computeIfAbsent(operation, _ -> new ArrayList<>()).add(body);
    return faults.remove(operation);
  }

  private void handle(HttpExchange exchange) {
    try (exchange) {
      String body =
          new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.ISO_8859_1);
      String operation = operation(exchange, body);
      Fault fault = request(operation, body);
      byte[] answer =
          (fault == Fault.THROTTLED ? THROTTLED : answer(operation))
              .getBytes(StandardCharsets.UTF_8);
      if (fault == Fault.LOST) {
        return;
      }
      boolean isHead = exchange.getRequestMethod().equals("HEAD");
      exchange.getResponseHeaders().set("Content-Type", "text/xml");
      exchange.getResponseHeaders().set("ETag", "\"e\"");
      exchange.sendResponseHeaders(
          fault == null ? 200 : 503, isHead || answer.length == 0 ? -1 : answer.length);
      if (!isHead) {
        exchange.getResponseBody().write(answer);
      }
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  /// @param answer instead of the correct one; null for the correct one again
  synchronized void answerWith(String operation, @Nullable String answer) {
    if (answer == null) {
      replaced.remove(operation);
    } else {
      replaced.put(operation, answer);
    }
  }

  /// The same until the other operation is executed.
  synchronized void answerUntil(String other, String operation, String answer) {
    replaced.put(operation, answer);
    endings.put(other, operation);
  }

  private static String operation(HttpExchange exchange, String body) {
    String target = exchange.getRequestHeaders().getFirst("X-Amz-Target");
    if (target != null) {
      return target.substring(target.indexOf('.') + 1);
    }
    Matcher action = ACTION.matcher(body);
    if (action.find()) {
      return URLDecoder.decode(action.group(1), StandardCharsets.UTF_8);
    }
    String path = exchange.getRequestURI().toString();
    boolean isRead = exchange.getRequestMethod().equals("GET");
    if (path.contains("/2013-04-01/")) {
      return route53(path, isRead);
    }
    return path.contains("?tagging")
        ? "GetTagging"
        : path.contains("?versioning")
            ? "GetBucketVersioning"
            : path.contains("?versions") ? "ListObjectVersions" : "";
  }

  private static String route53(String path, boolean isRead) {
    if (path.contains("/change/")) {
      return "GetChange";
    }
    if (path.contains("/rrset")) {
      return isRead ? "ListResourceRecordSets" : "ChangeResourceRecordSets";
    }
    if (path.contains("/tags/")) {
      return "ListTagsForResources";
    }
    boolean isOne = path.matches(".*/hostedzone/[^/?]+.*");
    return isOne ? "GetHostedZone" : isRead ? "ListHostedZones" : "CreateHostedZone";
  }

  private synchronized String answer(String operation) {
    String ended = endings.remove(operation);
    if (ended != null) {
      replaced.remove(ended);
    }
    String right = replaced.getOrDefault(operation, answers.getOrDefault(operation, ""));
    if (!damaging || random.nextInt(2) == 0) {
      return right;
    }
    return switch (random.nextInt(7)) {
      case 0 -> "";
      case 1 -> right.substring(0, right.isEmpty() ? 0 : random.nextInt(right.length()));
      case 2 -> "<html><body>Sign in</body></html>";
      case 3 -> List.copyOf(answers.values()).get(random.nextInt(answers.size()));
      case 4 -> replaced(TEXT, right, found -> found.charAt(0) + text() + last(found));
      default -> replaced(ELEMENT, right, found -> found.startsWith("\"") ? "\"other\":" : "");
    };
  }

  private String text() {
    return TEXTS.get(random.nextInt(TEXTS.size()));
  }

  private static String last(String found) {
    return found.substring(found.length() - 1);
  }

  private interface Change {
    String of(String found);
  }

  /// The text with a change to one of the matches.
  private String replaced(Pattern pattern, String text, Change change) {
    var starts = new ArrayList<int[]>();
    Matcher matcher = pattern.matcher(text);
    for (int from = 0; from < text.length() && matcher.find(from); from = matcher.start() + 1) {
      starts.add(new int[] {matcher.start(), matcher.end()});
    }
    if (starts.isEmpty()) {
      return text;
    }
    int[] chosen = starts.get(random.nextInt(starts.size()));
    return text.substring(0, chosen[0])
        + change.of(text.substring(chosen[0], chosen[1]))
        + text.substring(chosen[1]);
  }

  @Override
  public void close() {
    server.stop(0);
    threads.close();
  }
}
