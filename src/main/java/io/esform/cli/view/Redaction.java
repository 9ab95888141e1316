package io.esform.cli.view;

import io.esform.schema.Schema;
import io.esform.value.Marks;
import io.esform.value.Value.ObjectValue;
import org.jspecify.annotations.Nullable;

/// Marks sensitive attributes by their schema, regardless of the values' own marks. Called before
/// values become text.
public final class Redaction {

  private Redaction() {}

  /// The object with the sensitive attributes of its schema marked; null stays null.
  public static @Nullable ObjectValue marked(Schema schema, @Nullable ObjectValue object) {
    return object == null ? null : of(schema, object);
  }

  /// The object with the sensitive attributes of its schema marked.
  public static ObjectValue of(Schema schema, ObjectValue object) {
    return (ObjectValue) Marks.apply(object, schema.sensitivePaths(object));
  }
}
