package io.esform.config;

import io.esform.diag.DiagnosticSink;
import io.esform.eval.Scope;
import io.esform.lang.ast.Body.Attribute;
import io.esform.lang.ast.Body.Block;
import io.esform.lang.ast.Expression;
import io.esform.lang.ast.Expression.ErrorExpression;
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
/// @param iterator the name that stands for the element inside the content
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

  /// One scope per element, in iteration order.
  List<Scope> scopes(Value collection, Scope outer, DiagnosticSink sink) {
    return switch (collection.unmarked()) {
      case ListValue list -> indexed(list.elements(), outer);
      case TupleValue tuple -> indexed(tuple.elements(), outer);
      case SetValue set -> set.elements().stream().map(v -> scope(outer, v, v)).toList();
      case MapValue map -> keyed(map.elements(), outer);
      case ObjectValue object -> keyed(object.attributes(), outer);
      case StringValue _,
          NumberValue _,
          BoolValue _,
          NullValue _,
          UnknownValue _,
          SensitiveValue _ -> {
        sink.error(
            "Invalid for_each",
            "The for_each of a dynamic block takes a list, set, map or object, not %s."
                .formatted(collection.type().display()),
            forEach.range());
        yield List.of();
      }
    };
  }

  private List<Scope> indexed(List<Value> elements, Scope outer) {
    var scopes = new ArrayList<Scope>();
    for (int index = 0; index < elements.size(); index++) {
      scopes.add(scope(outer, Value.of(index), elements.get(index)));
    }
    return scopes;
  }

  private List<Scope> keyed(Map<String, Value> elements, Scope outer) {
    return elements.entrySet().stream()
        .map(entry -> scope(outer, Value.of(entry.getKey()), entry.getValue()))
        .toList();
  }

  private Scope scope(Scope outer, Value key, Value value) {
    Value element = Value.objectOf(Map.of("key", key, "value", value));
    return (reference, sink) ->
        reference.root().equals(iterator)
            ? new Scope.Resolution(element, 0)
            : outer.resolve(reference, sink);
  }
}
