package io.esform.testing.aws.model;

import io.esform.testing.aws.model.Shape.Member;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// Reads the input of an operation from a form: the protocols `query` and `ec2`.
final class FormInput {

  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private final boolean isEc2;
  private final List<String> faults;

  FormInput(boolean isEc2, List<String> faults) {
    this.isEc2 = isEc2;
    this.faults = faults;
  }

  /// Parameters by the parts of their names: `Tag.1.Key`.
  private static final class Part {
    private final SortedMap<String, Part> parts = new TreeMap<>();
    private @Nullable String text;
  }

  JsonNode read(Shape shape, Map<String, String> parameters) {
    var root = new Part();
    parameters.forEach((name, text) -> {
      Part part = root;
      for (String step : name.split("\\.", -1)) {
        part = part.parts.computeIfAbsent(step, _ -> new Part());
      }
      part.text = text;
    });
    return value(shape, root, shape.name());
  }

  private JsonNode value(Shape shape, Part part, String path) {
    return switch (shape.type()) {
      case "structure" -> structure(shape, part, path);
      case "list" -> list(shape, part, path, isEc2);
      case "map" -> map(shape, part, path);
      default -> {
        part.parts.keySet().forEach(name -> faults.add(path + "." + name + " lies in a scalar"));
        yield Scalars.of(shape, part.text == null ? "" : part.text);
      }
    };
  }

  private JsonNode structure(Shape shape, Part part, String path) {
    var unread = new TreeMap<>(part.parts);
    ObjectNode object = NODES.objectNode();
    for (Member member : shape.members()) {
      Part own = unread.remove(wireName(member));
      if (own != null) {
        String inner = path + "." + member.name();
        boolean isFlat = isEc2 || member.isFlattened();
        object.set(
            member.name(),
            member.shape().type().equals("list")
                ? list(member.shape(), own, inner, isFlat)
                : value(member.shape(), own, inner));
      }
    }
    unread
        .keySet()
        .forEach(name -> faults.add(path + "." + name + " is no member of " + shape.name()));
    return object;
  }

  private String wireName(Member member) {
    if (isEc2) {
      String name = member.locationName(member.name());
      return member
          .json()
          .path("queryName")
          .asString(Character.toUpperCase(name.charAt(0)) + name.substring(1));
    }
    return member.isFlattened() && member.shape().type().equals("list")
        ? member.shape().item().locationName(member.locationName(member.name()))
        : member.locationName(member.name());
  }

  private JsonNode list(Shape shape, Part part, String path, boolean isFlat) {
    String itemName = shape.item().locationName("member");
    Part items = isFlat ? part : part.parts.getOrDefault(itemName, new Part());
    if (!isFlat) {
      part.parts.keySet().stream()
          .filter(name -> !name.equals(itemName))
          .forEach(name -> faults.add(path + "." + name + " is not " + itemName));
    }
    ArrayNode array = NODES.arrayNode();
    for (int number = 1; number <= items.parts.size(); number++) {
      Part item = items.parts.get(Integer.toString(number));
      if (item == null) {
        faults.add(path + " has no item " + number);
      } else {
        array.add(value(shape.item().shape(), item, path + "[" + (number - 1) + "]"));
      }
    }
    return array;
  }

  private JsonNode map(Shape shape, Part part, String path) {
    ObjectNode object = NODES.objectNode();
    for (Part entry : part.parts.getOrDefault("entry", new Part()).parts.values()) {
      Part key = entry.parts.getOrDefault(shape.key().locationName("key"), new Part());
      Part value = entry.parts.getOrDefault(shape.value().locationName("value"), new Part());
      String name = key.text == null ? "" : key.text;
      object.set(name, value(shape.value().shape(), value, path + "." + name));
    }
    return object;
  }
}
