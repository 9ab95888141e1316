package io.esform.providers.aws.database;

import io.esform.provider.Arguments;
import io.esform.provider.Faults;
import io.esform.provider.Relations;
import io.esform.provider.Relations.Offer;
import io.esform.provider.Relations.Use;
import io.esform.schema.AttributeSchema;
import io.esform.schema.Schema;
import io.esform.schema.Schema.NestedBlock;
import io.esform.schema.Schema.Nesting;
import io.esform.value.Types;
import io.esform.value.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import software.amazon.awssdk.services.rds.model.Parameter;

/// The nested blocks `parameter` of a parameter group.
final class ParameterBlocks {

  static final String NAME = "parameter";
  private static final String VALUE = "value";
  private static final String APPLY_METHOD = "apply_method";
  private static final Set<String> METHODS = Set.of("immediate", "pending-reboot");

  private static final Schema SCHEMA =
      Schema.of(
          "One parameter. A removed parameter is reset to its family's default.",
          AttributeSchema.required("name", Types.STRING, "Its name."),
          AttributeSchema.required(VALUE, Types.STRING, "Its value."),
          AttributeSchema.optional(
                  APPLY_METHOD,
                  Types.STRING,
                  "When it takes effect: `immediate`, or `pending-reboot` for a parameter that a"
                      + " server reads only when it starts.")
              .withDefault(Value.of("immediate")));

  static final NestedBlock BLOCK = new NestedBlock(NAME, Nesting.LIST, false, SCHEMA);

  private ParameterBlocks() {}

  static void check(Arguments configuration, Faults faults) {
    var names = new TreeSet<String>();
    for (Arguments block : configuration.blocks(NAME)) {
      block
          .text("name")
          .filter(name -> !names.add(key(name)))
          .ifPresent(name ->
              faults.add(
                  block.at("name"),
                  "Duplicate parameter",
                  "Another block also sets \"%s\". Keep one of them.".formatted(name)));
      block
          .text(APPLY_METHOD)
          .filter(method -> !METHODS.contains(method))
          .ifPresent(method ->
              faults.add(
                  block.at(APPLY_METHOD),
                  "Invalid value",
                  "apply_method must be \"immediate\" or \"pending-reboot\", not \"%s\"."
                      .formatted(method)));
    }
  }

  /// The connections that the group allows, if it sets a number.
  static Relations connections(Arguments group, String name) {
    var offers = new ArrayList<Offer>();
    var uses = new ArrayList<Use>();
    String thing = "the parameter group " + name;
    for (Arguments block : group.blocks(NAME)) {
      String value = block.text(VALUE).orElse("");
      if (block.text("name").filter("max_connections"::equals).isPresent()
          && value.matches("[0-9]{1,6}")) {
        long number = Long.parseLong(value);
        offers.add(
            new Offer(
                "connections",
                thing,
                number,
                "max_connections",
                "Set \"max_connections\" in the group to at least the total, or lower \"max_active\""
                    + " in the pools of the nodes.",
                block.at(VALUE)));
        uses.add(
            new Use("connections by memory", thing, number, "max_connections", block.at(VALUE)));
      }
    }
    return new Relations(offers, uses, List.of(), List.of());
  }

  static List<Parameter> read(Arguments group) {
    return group.blocks(NAME).stream().map(block -> parameter(block.withDefaults(SCHEMA))).toList();
  }

  private static Parameter parameter(Arguments block) {
    return Parameter.builder()
        .parameterName(block.requiredText("name"))
        .parameterValue(block.requiredText(VALUE))
        .applyMethod(block.requiredText(APPLY_METHOD))
        .build();
  }

  /// The canonical form of a name, for comparison: RDS returns names in lower case.
  static String key(String name) {
    return name.toLowerCase(Locale.ROOT);
  }

  static String key(Parameter parameter) {
    return key(parameter.parameterName());
  }

  static SortedMap<String, Parameter> byKey(List<Parameter> parameters) {
    var byKey = new TreeMap<String, Parameter>();
    parameters.stream()
        .filter(parameter -> parameter.parameterName() != null)
        .forEach(parameter -> byKey.put(key(parameter), parameter));
    return byKey;
  }

  /// Whether a parameter as read has the configured value. Ignores case: MySQL ignores it in names,
  /// and RDS changes it in some values.
  static boolean isSame(Parameter one, Parameter other) {
    return key(one).equals(key(other))
        && one.parameterValue() != null
        && one.parameterValue().equalsIgnoreCase(other.parameterValue());
  }

  /// Whether two configurations of a parameter have the same value and apply method.
  static boolean isUnchanged(Parameter one, Parameter other) {
    return key(one).equals(key(other))
        && Objects.equals(one.parameterValue(), other.parameterValue())
        && Objects.equals(one.applyMethodAsString(), other.applyMethodAsString());
  }

  static Parameter withoutValue(Parameter parameter) {
    return parameter.toBuilder().parameterValue(null).build();
  }

  /// The blocks of the found parameters: prior ones first, in their prior order. The apply method
  /// of a prior parameter is kept; the value that RDS returns is not used.
  static Value value(Arguments prior, List<Parameter> found) {
    SortedMap<String, Parameter> rest = byKey(found);
    var blocks = new ArrayList<Value>();
    for (Parameter known : read(prior)) {
      Parameter now = rest.remove(key(known));
      if (now != null) {
        Parameter shown = isSame(known, now) ? known : now;
        blocks.add(block(shown, known.applyMethodAsString()));
      }
    }
    rest.values()
        .forEach(parameter -> {
          String method = parameter.applyMethodAsString();
          blocks.add(block(parameter, method == null ? "immediate" : method));
        });
    return Value.listOf(SCHEMA.impliedType(), blocks);
  }

  private static Value block(Parameter parameter, String method) {
    return Value.objectOf(
        Map.of(
            "name",
            Value.of(parameter.parameterName()),
            VALUE,
            Value.of(parameter.parameterValue()),
            APPLY_METHOD,
            Value.of(method)));
  }
}
