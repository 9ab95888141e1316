package io.esform.config.body;

import io.esform.config.Literals;
import io.esform.diag.DiagnosticSink;
import io.esform.eval.Scope;
import io.esform.lang.ast.Body.Attribute;
import io.esform.lang.ast.Body.Block;
import io.esform.lang.ast.Expression;
import io.esform.lang.ast.Expression.ErrorExpression;
import io.esform.value.Description;
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
import java.util.Map;

/// A `dynamic "name" { for_each … content { … } }` block.
///
/// @param iterator the name of the element inside the content
record DynamicBlock(Expression forEach, String iterator) {

  static DynamicBlock of(Block block) {
    Expression forEach = new ErrorExpression(block.headerRange());
    String iterator = block.labels().getFirst().text();
    for (Attribute attribute : block.body().attributes()) {
      if (attribute.name().equals("for_each")) {
        forEach = attribute.value();
      } else if (attribute.name().equals("iterator")) {
        iterator = Literals.keyword(attribute.value()).orElse(iterator);
      }
    }
    return new DynamicBlock(forEach, iterator);
  }

  /// One scope per element, in iteration order. Keys and elements of a sensitive collection are
  /// sensitive too.
  List<Scope> scopes(Value collection, Scope outer, DiagnosticSink sink) {
    Elements elements = new Elements(outer, collection.isSensitive());
    return switch (collection.unmarked()) {
      case ListValue list -> elements.indexed(list.elements());
      case TupleValue tuple -> elements.indexed(tuple.elements());
      case SetValue set -> set.elements().stream().map(v -> elements.scope(v, v)).toList();
      case MapValue map -> elements.keyed(map.elements());
      case ObjectValue object -> elements.keyed(object.attributes());
      case StringValue _,
          NumberValue _,
          BoolValue _,
          NullValue _,
          UnknownValue _,
          SensitiveValue _ -> {
        sink.error(
            "Invalid dynamic for_each value",
            "The for_each of a dynamic block takes a list, set, map or object, not %s."
                .formatted(Description.kind(collection.type())),
            forEach.range());
        yield List.of();
      }
    };
  }

  /// Creates the scopes of the elements.
  private final class Elements {
    private final Scope outer;
    private final boolean isSecret;

    private Elements(Scope outer, boolean isSecret) {
      this.outer = outer;
      this.isSecret = isSecret;
    }

    private List<Scope> indexed(List<Value> elements) {
      var scopes = new ArrayList<Scope>();
      for (int index = 0; index < elements.size(); index++) {
        scopes.add(scope(Value.of(index), elements.get(index)));
      }
      return scopes;
    }

    private List<Scope> keyed(Map<String, Value> elements) {
      return elements.entrySet().stream()
          .map(entry -> scope(Value.of(entry.getKey()), entry.getValue()))
          .toList();
    }

    private Scope scope(Value key, Value value) {
      Value element = Value.objectOf(Map.of("key", marked(key), "value", marked(value)));
      return (reference, sink) ->
          reference.root().equals(iterator)
              ? new Scope.Resolution(element, 0)
              : outer.resolve(reference, sink);
    }

    private Value marked(Value value) {
      return isSecret ? Value.sensitive(value) : value;
    }
  }
}
