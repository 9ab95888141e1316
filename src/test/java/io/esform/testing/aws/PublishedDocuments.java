package io.esform.testing.aws;

import com.sun.net.httpserver.HttpExchange;
import io.esform.testing.aws.SecretValues.Asked;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/// A fake Systems Manager, in which instances put their status documents with their profile, and
/// which refuses everything else.
public final class PublishedDocuments implements AutoCloseable {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final Map<String, String> documents = new ConcurrentHashMap<>();
  private final Queue<String> refusals = new ConcurrentLinkedQueue<>();
  private final List<Asked> asked = new CopyOnWriteArrayList<>();
  private final RequestRecord record = new RequestRecord();
  private final StandIn server;

  private PublishedDocuments(InetAddress address) {
    server = StandIn.at(address, this::handle);
  }

  /// @param address of this machine, reachable from instances
  public static PublishedDocuments at(InetAddress address) {
    return new PublishedDocuments(address);
  }

  public String endpoint() {
    return server.endpoint();
  }

  /// Refuses the next requests with these error codes.
  public void refuseNext(String... codes) {
    refusals.addAll(List.of(codes));
  }

  /// All requests so far, in order.
  public List<Asked> asked() {
    return List.copyOf(asked);
  }

  /// The values by name.
  public Map<String, String> documents() {
    return Map.copyOf(documents);
  }

  private void handle(HttpExchange exchange) throws IOException {
    String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    var request = new Asked(StandIn.headers(exchange), body);
    asked.add(request);
    record.add(
        AwsCall.of(
            exchange.getRequestMethod(),
            exchange.getRequestURI().toString(),
            request.headers(),
            body));
    boolean isPut = request.header("x-amz-target").equals("AmazonSSM.PutParameter");
    boolean isProfile =
        request.header("x-amz-security-token").equals(InstanceMetadata.SESSION_TOKEN);
    String refusal = isPut && isProfile ? refusals.poll() : "AccessDeniedException";
    if (refusal != null) {
      StandIn.answer(exchange, 400, "{\"__type\":\"%s\"}".formatted(refusal));
      return;
    }
    JsonNode parameter = JSON.readTree(body);
    documents.put(parameter.get("Name").asString(), parameter.get("Value").asString());
    StandIn.answer(exchange, 200, "{\"Tier\":\"Standard\",\"Version\":1}");
  }

  @Override
  public void close() {
    server.close();
    record.close();
  }
}
