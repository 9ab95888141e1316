package io.esform.testing.aws;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ConcurrentNavigableMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A fake metadata service of one instance, which has an instance profile. Every request needs a
/// session token, as configured for esform's hosts.
public final class InstanceMetadata implements AutoCloseable {

  public static final String REGION = "eu-central-1";

  /// The profile's keys.
  public static final String ACCESS_KEY_ID = "ASIAEXAMPLE";

  public static final String SECRET_KEY = "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY";
  public static final String SESSION_TOKEN = "session/token+with=signs";

  private static final String TOKEN = "metadata-token";
  private static final String TOKEN_PATH = "/latest/api/token";
  private static final String KEYS =
      """
      {
        "Code" : "Success",
        "AccessKeyId" : "%s",
        "SecretAccessKey" : "%s",
        "Token" : "%s"
      }\
      """
          .formatted(ACCESS_KEY_ID, SECRET_KEY, SESSION_TOKEN);

  /// Any version of the service, and the path below it.
  private static final Pattern PATH = Pattern.compile("/(?:latest|20[0-9-]{8})/(.+)");

  private final ConcurrentNavigableMap<String, byte[]> leaves = new ConcurrentSkipListMap<>();
  private final Map<String, Queue<String>> early = new ConcurrentHashMap<>();
  private final List<String> refused = new CopyOnWriteArrayList<>();
  private final List<String> asked = new CopyOnWriteArrayList<>();
  private final StandIn server;

  private InstanceMetadata(InetAddress address) {
    put("meta-data/placement/region", REGION);
    put("meta-data/placement/availability-zone", REGION + "a");
    put("meta-data/services/domain", "amazonaws.com");
    put("meta-data/iam/security-credentials/host-role", KEYS);
    server = StandIn.at(address, this::handle);
  }

  /// @param address of this machine, reachable from the instance
  public static InstanceMetadata at(InetAddress address) {
    return new InstanceMetadata(address);
  }

  /// @param path without the version: `meta-data/instance-id`
  public void put(String path, String content) {
    put(path, content.getBytes(StandardCharsets.UTF_8));
  }

  public void put(String path, byte[] content) {
    leaves.put(path, content.clone());
  }

  /// Answers the next requests for a leaf with these contents, and later ones as before.
  public void answerFirst(String path, String... contents) {
    early.computeIfAbsent(path, _ -> new ConcurrentLinkedQueue<>()).addAll(List.of(contents));
  }

  public String endpoint() {
    return server.endpoint();
  }

  /// The requested paths without a token.
  public List<String> refused() {
    return List.copyOf(refused);
  }

  /// The requested paths with a token, in order.
  public List<String> asked() {
    return List.copyOf(asked);
  }

  private void handle(HttpExchange exchange) throws IOException {
    String path = exchange.getRequestURI().getPath();
    Map<String, String> headers = StandIn.headers(exchange);
    if (path.equals(TOKEN_PATH)) {
      boolean isRequest =
          exchange.getRequestMethod().equals("PUT")
              && headers.containsKey("x-aws-ec2-metadata-token-ttl-seconds");
      StandIn.answer(exchange, isRequest ? 200 : 400, isRequest ? TOKEN : "");
    } else if (!TOKEN.equals(headers.get("x-aws-ec2-metadata-token"))) {
      refused.add(path);
      StandIn.answer(exchange, 401, "");
    } else {
      asked.add(path);
      answer(exchange, path);
    }
  }

  private void answer(HttpExchange exchange, String path) throws IOException {
    Matcher matcher = PATH.matcher(path);
    String wanted = matcher.matches() ? matcher.group(1) : "";
    Queue<String> first = early.get(wanted);
    String now = first == null ? null : first.poll();
    if (now != null) {
      StandIn.answer(exchange, 200, now);
      return;
    }
    byte[] leaf = leaves.get(wanted);
    String listing = listing(wanted.endsWith("/") ? wanted : wanted + "/");
    if (leaf != null) {
      StandIn.answer(exchange, 200, leaf);
    } else {
      StandIn.answer(exchange, listing.isEmpty() ? 404 : 200, listing);
    }
  }

  /// The names in a folder, one per line; names of folders end in a slash. The last line has no
  /// line feed.
  private String listing(String folder) {
    var names = new TreeSet<String>();
    for (String path : leaves.tailMap(folder).keySet()) {
      if (!path.startsWith(folder)) {
        break;
      }
      String name = path.substring(folder.length());
      int slash = name.indexOf('/');
      names.add(slash < 0 ? name : name.substring(0, slash + 1));
    }
    return String.join("\n", names);
  }

  @Override
  public void close() {
    server.close();
  }
}
