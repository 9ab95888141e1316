package io.esform.testing.aws.model;

import io.esform.testing.aws.model.Shape.Member;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/// Compares an operation's input with its shape.
final class InputCheck {

  private final List<String> faults;

  InputCheck(List<String> faults) {
    this.faults = faults;
  }

  /// @param path of the value within the input, for faults
  void check(Shape shape, JsonNode value, String path) {
    switch (shape.type()) {
      case "structure" -> structure(shape, value, path);
      case "list" -> list(shape, value, path);
      case "map" -> map(shape, value, path);
      case "string" -> string(shape, value, path);
      case "integer", "long" -> integer(shape, value, path);
      case "float", "double" -> demand(value.isNumber(), path, "is no number");
      case "boolean" -> demand(value.isBoolean(), path, "is neither true nor false");
      default -> demand(value.isValueNode(), path, "is no " + shape.type());
    }
  }

  private void demand(boolean holds, String path, String fault) {
    if (!holds) {
      faults.add(path + " " + fault);
    }
  }

  private void structure(Shape shape, JsonNode value, String path) {
    demand(value.isObject(), path, "is no structure");
    for (String required : shape.required()) {
      demand(value.has(required), path + "." + required, "is required");
    }
    Map<String, Member> members =
        shape.members().stream().collect(Collectors.toMap(Member::name, Function.identity()));
    value
        .properties()
        .forEach(entry -> {
          String inner = path + "." + entry.getKey();
          Member member = members.get(entry.getKey());
          if (member == null) {
            faults.add(inner + " is no member of " + shape.name());
          } else {
            check(member.shape(), entry.getValue(), inner);
          }
        });
  }

  private void list(Shape shape, JsonNode value, String path) {
    demand(value.isArray(), path, "is no list");
    size(shape, value.size(), path, "items");
    for (int index = 0; index < value.size(); index++) {
      check(shape.item().shape(), value.get(index), path + "[" + index + "]");
    }
  }

  private void map(Shape shape, JsonNode value, String path) {
    demand(value.isObject(), path, "is no map");
    size(shape, value.size(), path, "entries");
    value
        .properties()
        .forEach(
            entry -> check(shape.value().shape(), entry.getValue(), path + "." + entry.getKey()));
  }

  private void string(Shape shape, JsonNode value, String path) {
    if (!value.isString()) {
      faults.add(path + " is no string");
      return;
    }
    String text = value.asString();
    size(shape, text.codePointCount(0, text.length()), path, "characters");
    JsonNode allowed = shape.json().path("enum");
    demand(
        allowed.isMissingNode()
            || allowed.valueStream().anyMatch(one -> one.asString().equals(text)),
        path,
        "is \"%s\", which %s does not have".formatted(text, shape.name()));
    String pattern = shape.json().path("pattern").asString("");
    demand(
        pattern.isEmpty() || Pattern.compile(pattern, Pattern.DOTALL).matcher(text).matches(),
        path,
        "is \"%s\", which does not match %s".formatted(text, pattern));
  }

  private void integer(Shape shape, JsonNode value, String path) {
    if (!value.isIntegralNumber()) {
      faults.add(path + " is no whole number");
      return;
    }
    size(shape, value.decimalValue(), path, "");
  }

  private void size(Shape shape, long size, String path, String unit) {
    size(shape, BigDecimal.valueOf(size), path, unit);
  }

  private void size(Shape shape, BigDecimal size, String path, String unit) {
    JsonNode least = shape.json().path("min");
    JsonNode most = shape.json().path("max");
    demand(
        least.isMissingNode() || size.compareTo(least.decimalValue()) >= 0,
        path,
        "is or has %s %s, less than %s".formatted(size, unit, least));
    demand(
        most.isMissingNode() || size.compareTo(most.decimalValue()) <= 0,
        path,
        "is or has %s %s, more than %s".formatted(size, unit, most));
  }
}
