package io.esform.testing.aws;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.SortedMap;
import java.util.concurrent.CopyOnWriteArrayList;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/// A fake service that instances call with their profile. It answers one operation, and refuses
/// everything else.
public final class ProfileService implements AutoCloseable {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final String operation;
  private final Answers answers;
  private final List<Asked> asked = new CopyOnWriteArrayList<>();
  private final RequestRecord record = new RequestRecord();
  private final StandIn server;

  /// One request.
  ///
  /// @param headers names in lower case
  public record Asked(SortedMap<String, String> headers, String body) {
    public String header(String name) {
      return headers.getOrDefault(name, "");
    }
  }

  /// The answers of the operation.
  @FunctionalInterface
  interface Answers {
    /// The text of the answer.
    ///
    /// @throws Refusal for an error
    String to(JsonNode arguments) throws Refusal;
  }

  /// A refusal of a call.
  static final class Refusal extends Exception {
    private static final long serialVersionUID = 1L;

    /// @param code of the error
    Refusal(String code) {
      super(code);
    }
  }

  private ProfileService(InetAddress address, String operation, Answers answers) {
    this.operation = operation;
    this.answers = answers;
    server = StandIn.at(address, this::handle);
  }

  /// @param address of this machine, reachable from instances
  /// @param operation as in the header `x-amz-target`
  static ProfileService at(InetAddress address, String operation, Answers answers) {
    return new ProfileService(address, operation, answers);
  }

  String endpoint() {
    return server.endpoint();
  }

  /// All requests so far, in order.
  List<Asked> asked() {
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
    try {
      StandIn.answer(exchange, 200, answer(request));
    } catch (Refusal refusal) {
      StandIn.answer(exchange, 400, "{\"__type\":\"%s\"}".formatted(refusal.getMessage()));
    }
  }

  private String answer(Asked request) throws Refusal {
    boolean isProfile =
        request.header("x-amz-security-token").equals(InstanceMetadata.SESSION_TOKEN);
    if (!isProfile || !request.header("x-amz-target").equals(operation)) {
      throw new Refusal("AccessDeniedException");
    }
    return answers.to(JSON.readTree(request.body()));
  }

  @Override
  public void close() {
    server.close();
    record.close();
  }
}
