package io.esform.provider;

import io.esform.diag.EsformBug;
import io.esform.schema.AttributeSchema;
import io.esform.schema.Schema;
import io.esform.value.AttributePath;
import io.esform.value.Types;
import io.esform.value.Value;
import io.esform.value.Value.BoolValue;
import io.esform.value.Value.ListValue;
import io.esform.value.Value.MapValue;
import io.esform.value.Value.NumberValue;
import io.esform.value.Value.ObjectValue;
import io.esform.value.Value.SetValue;
import io.esform.value.Value.StringValue;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.SortedMap;
import java.util.TreeMap;

/// The arguments of a block by name, with the path of the block.
///
/// Unknown, null and missing arguments are empty: rules accept them, and rendering checks {@link
/// #isKnown} first.
public record Arguments(AttributePath path, ObjectValue object) {

  public static Arguments of(ObjectValue object) {
    return new Arguments(AttributePath.ROOT, object);
  }

  public AttributePath at(String name) {
    return path.attribute(name);
  }

  public Value value(String name) {
    Value found = object.attributes().get(name);
    return found == null ? Value.nullOf(Types.ANY) : found.unmarked();
  }

  /// Whether the argument is wholly known.
  public boolean isKnown(String name) {
    return value(name).isWhollyKnown();
  }

  /// Whether the argument is set, perhaps to an unknown value.
  public boolean isSet(String name) {
    return !value(name).isNull();
  }

  public Optional<String> text(String name) {
    return value(name) instanceof StringValue(var text) ? Optional.of(text) : Optional.empty();
  }

  public Optional<BigDecimal> number(String name) {
    return value(name) instanceof NumberValue(var number) ? Optional.of(number) : Optional.empty();
  }

  /// The number if it is not an integer of this range.
  public Optional<BigDecimal> outside(String name, int least, int most) {
    return number(name)
        .filter(number ->
            number.scale() > 0
                || number.compareTo(BigDecimal.valueOf(least)) < 0
                || number.compareTo(BigDecimal.valueOf(most)) > 0);
  }

  /// For rendering, after validation.
  public String requiredText(String name) {
    return text(name).orElseThrow(() -> missing(name));
  }

  public int requiredInteger(String name) {
    return number(name).orElseThrow(() -> missing(name)).intValue();
  }

  public boolean requiredFlag(String name) {
    if (value(name) instanceof BoolValue(var flag)) {
      return flag;
    }
    throw missing(name);
  }

  /// The known texts of a list or set; empty when it is null or unknown.
  public List<String> texts(String name) {
    var texts = new ArrayList<String>();
    for (Value element : elements(name)) {
      if (element.unmarked() instanceof StringValue(var text)) {
        texts.add(text);
      }
    }
    return List.copyOf(texts);
  }

  /// The elements of a list or set, including unknown ones; empty when it is null or unknown.
  public List<Value> elements(String name) {
    return switch (value(name)) {
      case ListValue list -> list.elements();
      case SetValue set -> set.elements();
      default -> List.of();
    };
  }

  /// The known texts of a map of strings, by key.
  public SortedMap<String, String> textsByKey(String name) {
    var texts = new TreeMap<String, String>();
    SequencedMap<String, Value> elements =
        value(name) instanceof MapValue map ? map.elements() : new TreeMap<>();
    elements.forEach((key, element) -> {
      if (element.unmarked() instanceof StringValue(var text)) {
        texts.put(key, text);
      }
    });
    return texts;
  }

  /// A nested block that occurs at most once, or an object argument; empty when missing.
  public Optional<Arguments> block(String name) {
    return value(name) instanceof ObjectValue inner
        ? Optional.of(new Arguments(at(name), inner))
        : Optional.empty();
  }

  /// A nested block with the defaults of its schema for unset arguments; all defaults if the block
  /// is missing.
  public Arguments blockOrDefaults(String name, Schema schema) {
    return block(name)
        .orElse(new Arguments(at(name), new ObjectValue(new TreeMap<>())))
        .withDefaults(schema);
  }

  /// The same arguments, with the defaults of the schema for those that are null or missing.
  public Arguments withDefaults(Schema schema) {
    var filled = object;
    for (AttributeSchema attribute : schema.attributes().values()) {
      var defaultValue = attribute.defaultValue();
      if (!isSet(attribute.name()) && defaultValue != null) {
        filled = filled.with(attribute.name(), defaultValue);
      }
    }
    return new Arguments(path, filled);
  }

  public Arguments requiredBlock(String name) {
    return block(name).orElseThrow(() -> missing(name));
  }

  /// A nested block that can occur any number of times.
  public List<Arguments> blocks(String name) {
    var blocks = new ArrayList<Arguments>();
    List<Value> elements = elements(name);
    for (int index = 0; index < elements.size(); index++) {
      if (elements.get(index).unmarked() instanceof ObjectValue inner) {
        blocks.add(new Arguments(at(name).index(index), inner));
      }
    }
    return List.copyOf(blocks);
  }

  private EsformBug missing(String name) {
    return new EsformBug("The argument \"" + at(name) + "\" has no known value.");
  }
}
