package io.esform.providers.builtin;

import io.esform.diag.Suggestion;
import io.esform.provider.Faults;
import io.esform.schema.AttributeSchema;
import io.esform.schema.AttributeSchema.Presence;
import io.esform.schema.Schema;
import io.esform.value.AttributePath;
import io.esform.value.Conversion;
import io.esform.value.ConversionResult;
import io.esform.value.Marks;
import io.esform.value.Value;
import io.esform.value.Value.MapValue;
import io.esform.value.Value.ObjectValue;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// The members of an object or a map, as the value of one argument of any type: the arguments of a
/// backend, or outputs.
///
/// @param given by name, with their paths
/// @param at the path of the value
record Members(Map<String, Given> given, AttributePath at) {

  /// One member.
  record Given(Value value, AttributePath path) {}

  /// Null if the value is neither an object nor a map. Null and unknown have no arguments.
  static @Nullable Members of(Value value, AttributePath at) {
    var given = new LinkedHashMap<String, Given>();
    switch (value) {
      case ObjectValue(var attributes) ->
          attributes.forEach((name, each) -> given.put(name, new Given(each, at.attribute(name))));
      case MapValue(_, var elements) ->
          elements.forEach((name, each) -> given.put(name, new Given(each, at.key(name))));
      case Value.NullValue _, Value.UnknownValue _ -> {}
      case Value.StringValue _,
          Value.NumberValue _,
          Value.BoolValue _,
          Value.ListValue _,
          Value.SetValue _,
          Value.TupleValue _,
          Value.SensitiveValue _ -> {
        return null;
      }
    }
    return new Members(given, at);
  }

  /// The arguments in the types of the schema; those that are not set are null. Reports every
  /// unsupported, missing and wrong one.
  ///
  /// @param what the backend in messages: `the backend "s3"`
  /// @param isWhole whether all arguments are known by name
  ObjectValue typed(Schema schema, String what, boolean isWhole, Faults faults) {
    var typed = new TreeMap<>(schema.blank().attributes());
    given.forEach((name, each) -> {
      AttributeSchema attribute = schema.attribute(name);
      if (attribute == null) {
        faults.add(
            each.path(),
            "Unsupported argument",
            "An argument named \"%s\" is not expected in %s.%s"
                .formatted(name, what, Suggestion.didYouMean(name, schema.attributes().keySet())));
      } else {
        typed.put(name, converted(attribute, each, faults));
      }
    });
    for (AttributeSchema attribute : schema.attributes().values()) {
      Given set = given.get(attribute.name());
      boolean isMissing = set == null ? isWhole : set.value().isNull();
      if (attribute.presence() == Presence.REQUIRED
          && isMissing
          && !isMisspelled(attribute, schema)) {
        faults.add(
            set == null ? at : set.path(),
            "Missing required argument",
            "The argument \"%s\" is required in %s%s."
                .formatted(attribute.name(), what, set == null ? "" : " and must not be null"));
      }
    }
    return Value.objectOf(typed);
  }

  /// Whether a misspelled name, which is reported already, probably means this argument.
  private boolean isMisspelled(AttributeSchema attribute, Schema schema) {
    return given.keySet().stream()
        .filter(name -> schema.attribute(name) == null)
        .anyMatch(name ->
            Suggestion.nearest(name, schema.attributes().keySet())
                .filter(attribute.name()::equals)
                .isPresent());
  }

  private Value converted(AttributeSchema attribute, Given each, Faults faults) {
    Value shown = attribute.sensitive() ? Value.sensitive(each.value()) : each.value();
    return switch (Conversion.convert(shown, attribute.type())) {
      case ConversionResult.Converted(var value) -> Marks.strip(value);
      case ConversionResult.Failed(var inner, var message) -> {
        // The source line of a secret argument contains the secret.
        faults.add(
            attribute.sensitive() ? AttributePath.ROOT : each.path().then(inner),
            "Wrong type",
            "The value is not valid for the argument \"%s\" of type %s: %s."
                .formatted(attribute.name(), attribute.type().display(), message));
        yield Value.nullOf(attribute.type());
      }
    };
  }
}
