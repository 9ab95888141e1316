package io.esform.plan.secrets;

import io.esform.schema.AttributeSchema;
import io.esform.schema.AttributeSchema.Display;
import io.esform.schema.AttributeSchema.Presence;
import io.esform.schema.Schema;
import io.esform.schema.Schema.NestedBlock;
import io.esform.value.AttributePath;
import io.esform.value.Marks;
import io.esform.value.Value;
import io.esform.value.Value.BoolValue;
import io.esform.value.Value.ListValue;
import io.esform.value.Value.MapValue;
import io.esform.value.Value.NullValue;
import io.esform.value.Value.NumberValue;
import io.esform.value.Value.ObjectValue;
import io.esform.value.Value.SensitiveValue;
import io.esform.value.Value.SetValue;
import io.esform.value.Value.StringValue;
import io.esform.value.Value.TupleValue;
import io.esform.value.Value.UnknownValue;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Finds secrets in computed attributes. Providers see no marks, so a computed attribute that
/// repeats a sensitive argument is returned without one.
public final class SecretSpread {

  private final ObjectValue configuration;
  private final SecretTexts secrets;
  private final List<AttributePath> found = new ArrayList<>();

  private SecretSpread(ObjectValue configuration, SecretTexts secrets) {
    this.configuration = configuration;
    this.secrets = secrets;
  }

  /// The paths of computed attributes in `value` that repeat marked values of `marked`.
  ///
  /// @param configuration with marks; attributes that it sets are not computed
  public static List<AttributePath> paths(
      Schema schema, ObjectValue value, ObjectValue marked, ObjectValue configuration) {
    if (!marked.containsSensitive()) {
      return List.of();
    }
    var secrets = new SecretTexts();
    marked
        .attributes()
        .forEach((name, attribute) -> {
          if (!isComputed(schema.attribute(name))) {
            secrets.addMarked(attribute);
          }
        });
    var spread = new SecretSpread(configuration, secrets);
    spread.searchBody(schema, value, configuration, AttributePath.ROOT);
    return spread.found;
  }

  /// In a computed attribute, the provider has already separated secrets from other values: the
  /// value of a parameter may be in clear in another attribute if it is not a secret.
  private static boolean isComputed(@Nullable AttributeSchema attribute) {
    return attribute != null && attribute.presence() == Presence.COMPUTED;
  }

  /// @param configured the same body as configured; null when that is not known
  private void searchBody(
      Schema schema, ObjectValue body, @Nullable Value configured, AttributePath at) {
    for (AttributeSchema attribute : schema.attributes().values()) {
      Value value = body.attributes().get(attribute.name());
      boolean isDecided =
          isComputed(attribute)
              || (attribute.presence().isComputed() && isUnset(configured, attribute.name()));
      if (value != null && isDecided) {
        AttributePath here = at.attribute(attribute.name());
        echoes(value, here);
        // A path contains common words, and a checksum no secret.
        if (attribute.display() != Display.FILES) {
          search(value, here);
        }
      }
    }
    for (NestedBlock block : schema.blocks().values()) {
      AttributePath here = at.attribute(block.name());
      switch (body.attributes().get(block.name())) {
        case ObjectValue object -> searchBody(block.schema(), object, null, here);
        case ListValue(_, var elements) -> {
          for (int index = 0; index < elements.size(); index++) {
            if (elements.get(index) instanceof ObjectValue object) {
              searchBody(block.schema(), object, null, here.index(index));
            }
          }
        }
        case null -> {}
        case Value _ -> {}
      }
    }
  }

  private static boolean isUnset(@Nullable Value configured, String name) {
    Value value = configured instanceof ObjectValue object ? object.attributes().get(name) : null;
    return value != null && value.isNull();
  }

  /// A value that repeats a whole argument gets the marks of the argument, also on texts that are
  /// too short to search for.
  private void echoes(Value value, AttributePath at) {
    configuration
        .attributes()
        .forEach((_, argument) -> {
          if (argument.containsSensitive() && Marks.strip(argument).equals(value)) {
            Marks.sensitivePaths(argument).forEach(inner -> found.add(at.then(inner)));
          }
        });
  }

  private void search(Value value, AttributePath at) {
    switch (value) {
      case StringValue(var text) -> addIf(secrets.areIn(text), at);
      case NumberValue number -> addIf(secrets.areIn(number.display()), at);
      case ListValue(_, var elements) -> searchAll(elements, at);
      case TupleValue(var elements) -> searchAll(elements, at);
      // A mark inside a set applies to the whole set.
      case SetValue(_, var elements) -> addIf(elements.stream().anyMatch(secrets::areWithin), at);
      case MapValue(_, var entries) -> {
        addIf(entries.keySet().stream().anyMatch(secrets::areIn), at);
        entries.forEach((key, entry) -> search(entry, at.key(key)));
      }
      case ObjectValue(var attributes) -> {
        addIf(attributes.keySet().stream().anyMatch(secrets::areIn), at);
        attributes.forEach((name, attribute) -> search(attribute, at.attribute(name)));
      }
      case BoolValue _, NullValue _, UnknownValue _, SensitiveValue _ -> {}
    }
  }

  private void addIf(boolean holdsSecret, AttributePath at) {
    if (holdsSecret) {
      found.add(at);
    }
  }

  private void searchAll(List<Value> elements, AttributePath at) {
    for (int index = 0; index < elements.size(); index++) {
      search(elements.get(index), at.index(index));
    }
  }
}
