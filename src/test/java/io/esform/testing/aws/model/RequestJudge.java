package io.esform.testing.aws.model;

import io.esform.testing.aws.model.ServiceModel.Operation;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/// Checks requests against the models of their services.
public final class RequestJudge {

  private static final ObjectMapper JSON = new ObjectMapper();

  private RequestJudge() {}

  /// A request as it was sent.
  ///
  /// @param service by its name in the signature
  /// @param operation the action of the form or of the target header; else method and path with the
  ///   query
  /// @param parameters of a form
  /// @param headers by name in lower case
  public record Request(
      String service,
      String operation,
      Map<String, String> parameters,
      Map<String, String> headers,
      String body) {}

  /// @param operation `ec2:RunInstances`, or the operation of the request if no model has it
  /// @param faults empty for a valid request
  public record Verdict(String operation, List<String> faults) {}

  public static Verdict judge(Request request) {
    var faults = new ArrayList<String>();
    ServiceModel model = ServiceModel.of(request.service());
    if (model == null) {
      return new Verdict(
          request.service() + ":" + request.operation(),
          List.of("It is signed for no service of AWS."));
    }
    String name = request.operation();
    String protocol = model.metadata("protocol");
    Operation operation =
        protocol.equals("rest-xml")
            ? rest(request).operation(model).orElse(null)
            : model.operation(name);
    if (operation == null) {
      return new Verdict(
          request.service() + ":" + name, List.of("The service has no such operation."));
    }
    JsonNode input = input(model, operation, request, faults);
    if (input != null) {
      new InputCheck(faults).check(model.input(operation), input, operation.name());
    }
    return new Verdict(request.service() + ":" + operation.name(), List.copyOf(faults));
  }

  private static RestRequest rest(Request request) {
    return RestRequest.of(request.operation(), request.headers(), request.body());
  }

  private static @Nullable JsonNode input(
      ServiceModel model, Operation operation, Request request, List<String> faults) {
    String protocol = model.metadata("protocol");
    return switch (protocol) {
      case "ec2", "query" -> form(model, operation, request, faults);
      case "rest-xml" -> new RestInput(rest(request), faults).read(model, operation);
      case "json" -> json(model, request, faults);
      default -> throw new AssertionError("No judge knows the protocol " + protocol);
    };
  }

  private static JsonNode form(
      ServiceModel model, Operation operation, Request request, List<String> faults) {
    var parameters = new TreeMap<>(request.parameters());
    parameters.remove("Action");
    String version = parameters.remove("Version");
    if (!model.metadata("apiVersion").equals(version)) {
      faults.add("The version is %s, not %s".formatted(version, model.metadata("apiVersion")));
    }
    boolean isEc2 = model.metadata("protocol").equals("ec2");
    return new FormInput(isEc2, faults).read(model.input(operation), parameters);
  }

  private static @Nullable JsonNode json(ServiceModel model, Request request, List<String> faults) {
    String target = request.headers().getOrDefault("x-amz-target", "");
    String type = request.headers().getOrDefault("content-type", "");
    if (!target.startsWith(model.metadata("targetPrefix") + ".")) {
      faults.add("The target is " + target);
    }
    if (!type.equals("application/x-amz-json-" + model.metadata("jsonVersion"))) {
      faults.add("The body's type is " + type);
    }
    try {
      return JSON.readTree(request.body());
    } catch (JacksonException failure) {
      faults.add("The body is no JSON: " + failure.getOriginalMessage());
      return null;
    }
  }
}
