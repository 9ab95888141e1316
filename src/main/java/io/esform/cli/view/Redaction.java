package io.esform.cli.view;

import io.esform.schema.Schema;
import io.esform.value.Marks;
import io.esform.value.Value.ObjectValue;
import org.jspecify.annotations.Nullable;

/// Marks as sensitive what a schema calls so, whatever marks the values carry themselves: the last
/// gate before a value becomes text.
public final class Redaction {

  private Redaction() {}

  /// The object with every attribute that its schema calls sensitive marked; null stays null.
  public static @Nullable ObjectValue marked(Schema schema, @Nullable ObjectValue object) {
    return object == null ? null : of(schema, object);
  }

  /// The object with every attribute that its schema calls sensitive marked.
  public static ObjectValue of(Schema schema, ObjectValue object) {
    return (ObjectValue) Marks.apply(object, schema.sensitivePaths(object));
  }
}
