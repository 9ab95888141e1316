package io.esform.testing.aws;

import io.esform.testing.aws.ProfileService.Asked;
import io.esform.testing.aws.ProfileService.Refusal;
import java.net.InetAddress;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import tools.jackson.databind.JsonNode;

/// A fake Systems Manager, in which instances put their status documents with their profile, and
/// which refuses everything else.
public final class PublishedDocuments implements AutoCloseable {

  private final Map<String, String> documents = new ConcurrentHashMap<>();
  private final Queue<String> refusals = new ConcurrentLinkedQueue<>();
  private final ProfileService service;

  private PublishedDocuments(InetAddress address) {
    service = ProfileService.at(address, "AmazonSSM.PutParameter", this::put);
  }

  /// @param address of this machine, reachable from instances
  public static PublishedDocuments at(InetAddress address) {
    return new PublishedDocuments(address);
  }

  public String endpoint() {
    return service.endpoint();
  }

  /// Refuses the next requests with these error codes.
  public void refuseNext(String... codes) {
    refusals.addAll(List.of(codes));
  }

  /// All requests so far, in order.
  public List<Asked> asked() {
    return service.asked();
  }

  /// The values by name.
  public Map<String, String> documents() {
    return Map.copyOf(documents);
  }

  private String put(JsonNode parameter) throws Refusal {
    String refusal = refusals.poll();
    if (refusal != null) {
      throw new Refusal(refusal);
    }
    documents.put(parameter.get("Name").asString(), parameter.get("Value").asString());
    return "{\"Tier\":\"Standard\",\"Version\":1}";
  }

  @Override
  public void close() {
    service.close();
  }
}
