package io.esform.testing.aws;

import io.esform.testing.aws.ProfileService.Asked;
import java.net.InetAddress;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/// A fake Secrets Manager, from which instances read values with their profile.
public final class SecretValues implements AutoCloseable {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final UnaryOperator<String> values;
  private final ProfileService service;

  private SecretValues(InetAddress address, UnaryOperator<String> values) {
    this.values = values;
    service = ProfileService.at(address, "secretsmanager.GetSecretValue", this::value);
  }

  /// @param address of this machine, reachable from instances
  /// @param values by name
  public static SecretValues at(InetAddress address, UnaryOperator<String> values) {
    return new SecretValues(address, values);
  }

  public String endpoint() {
    return service.endpoint();
  }

  /// All requests so far, in order.
  public List<Asked> asked() {
    return service.asked();
  }

  private String value(JsonNode arguments) {
    String name = arguments.get("SecretId").asString();
    return JSON.writeValueAsString(Map.of("Name", name, "SecretString", values.apply(name)));
  }

  @Override
  public void close() {
    service.close();
  }
}
