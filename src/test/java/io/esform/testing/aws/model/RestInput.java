package io.esform.testing.aws.model;

import static java.util.Objects.requireNonNull;

import io.esform.testing.aws.model.ServiceModel.Operation;
import io.esform.testing.aws.model.Shape.Member;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.w3c.dom.Element;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// Reads the input of an operation from path, headers and an XML body: the protocol `rest-xml`.
final class RestInput {

  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  /// Headers of the signature and of the transport; all others are members of the operation.
  private static final Pattern TRANSPORT =
      Pattern.compile(
          "x-amz-(date|content-sha256|security-token|decoded-content-length|trailer|user-agent)");

  private final RestRequest request;
  private final List<String> faults;

  RestInput(RestRequest request, List<String> faults) {
    this.request = request;
    this.faults = faults;
  }

  JsonNode read(ServiceModel model, Operation operation) {
    Shape shape = model.input(operation);
    ObjectNode input = NODES.objectNode();
    Map<String, String> labels = requireNonNull(request.labels(operation));
    for (Member member : shape.members()) {
      String name = member.locationName(member.name());
      switch (member.location()) {
        case "uri" -> set(input, member, List.of(labels.getOrDefault(name, "")));
        case "querystring" -> set(input, member, request.query().getOrDefault(name, List.of()));
        case "header" ->
            set(
                input,
                member,
                Optional.ofNullable(request.header(name)).map(List::of).orElse(List.of()));
        default -> {}
      }
    }
    checkForStrangers(shape, operation);
    readBody(operation, shape, input);
    return input;
  }

  private static void set(ObjectNode input, Member member, List<String> texts) {
    if (member.shape().type().equals("list")) {
      ArrayNode array = NODES.arrayNode();
      texts.forEach(text -> array.add(Scalars.of(member.shape().item().shape(), text)));
      if (!texts.isEmpty()) {
        input.set(member.name(), array);
      }
    } else if (!texts.isEmpty()) {
      input.set(member.name(), Scalars.of(member.shape(), texts.getFirst()));
    }
  }

  private void checkForStrangers(Shape shape, Operation operation) {
    Set<String> literal = RestRequest.literalQuery(operation).keySet();
    request.query().keySet().stream()
        .filter(name -> !literal.contains(name) && !isAt(shape, "querystring", name))
        .forEach(name -> faults.add("The query has " + name + ", no member of " + shape.name()));
    request.headers().keySet().stream()
        .filter(name -> name.startsWith("x-amz-") && !TRANSPORT.matcher(name).matches())
        // Checksums may follow the body or come with it, under a name for each algorithm.
        .filter(name -> !name.startsWith("x-amz-checksum-") && !name.equals("x-amz-te"))
        .filter(name -> !isAt(shape, "header", name))
        .forEach(name -> faults.add("The header " + name + " is no member of " + shape.name()));
  }

  private static boolean isAt(Shape shape, String location, String name) {
    return shape.members().stream()
        .anyMatch(member ->
            member.location().equals(location)
                && member.locationName(member.name()).equalsIgnoreCase(name));
  }

  private void readBody(Operation operation, Shape shape, ObjectNode input) {
    String payload = shape.json().path("payload").asString("");
    boolean hasBody =
        shape.members().stream().anyMatch(member -> member.location().isEmpty())
            && !request.body().isEmpty();
    if (!hasBody) {
      return;
    }
    if (payload.isEmpty()) {
      read(shape, operation.json().path("input"), shape.name())
          .ifPresent(body -> body.properties().forEach(e -> input.set(e.getKey(), e.getValue())));
      return;
    }
    shape.members().stream()
        .filter(member -> member.name().equals(payload))
        .forEach(member -> {
          if (member.shape().type().equals("structure")) {
            read(member.shape(), member.json(), shape.name() + "." + payload)
                .ifPresent(body -> input.set(payload, body));
          } else {
            input.set(payload, NODES.stringNode(""));
          }
        });
  }

  /// @param reference the use of the body's shape, with the name of the root
  private Optional<JsonNode> read(Shape shape, JsonNode reference, String path) {
    var xml = new XmlInput(faults);
    @Nullable Element root = xml.root(request.body());
    if (root == null) {
      return Optional.empty();
    }
    String name = reference.path("locationName").asString(shape.name());
    String namespace = reference.path("xmlNamespace").path("uri").asString("");
    if (!name.equals(root.getLocalName()) || !namespace.equals(root.getNamespaceURI())) {
      faults.add(
          "The body is {%s}%s, not {%s}%s"
              .formatted(root.getNamespaceURI(), root.getLocalName(), namespace, name));
    }
    return Optional.of(xml.value(shape, root, path));
  }
}
