package io.esform.testing.aws;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.UnaryOperator;
import tools.jackson.databind.ObjectMapper;

/// A fake Secrets Manager, from which instances read values with their profile.
public final class SecretValues implements AutoCloseable {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final UnaryOperator<String> values;
  private final List<Asked> asked = new CopyOnWriteArrayList<>();
  private final RequestRecord record = new RequestRecord();
  private final StandIn server;

  private SecretValues(InetAddress address, UnaryOperator<String> values) {
    this.values = values;
    server = StandIn.at(address, this::handle);
  }

  /// One request for the value of a secret.
  ///
  /// @param headers names in lower case
  public record Asked(SortedMap<String, String> headers, String body) {
    public String header(String name) {
      return headers.getOrDefault(name, "");
    }
  }

  /// @param address of this machine, reachable from instances
  /// @param values by name
  public static SecretValues at(InetAddress address, UnaryOperator<String> values) {
    return new SecretValues(address, values);
  }

  public String endpoint() {
    return server.endpoint();
  }

  /// All requests so far, in order.
  public List<Asked> asked() {
    return List.copyOf(asked);
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
    boolean isFetch = request.header("x-amz-target").equals("secretsmanager.GetSecretValue");
    boolean isProfile =
        request.header("x-amz-security-token").equals(InstanceMetadata.SESSION_TOKEN);
    if (!isFetch || !isProfile) {
      StandIn.answer(exchange, 400, "{\"__type\":\"AccessDeniedException\"}");
      return;
    }
    String name = JSON.readTree(body).get("SecretId").asString();
    var answer = Map.of("Name", name, "SecretString", values.apply(name));
    StandIn.answer(exchange, 200, JSON.writeValueAsString(answer));
  }

  @Override
  public void close() {
    server.close();
    record.close();
  }
}
