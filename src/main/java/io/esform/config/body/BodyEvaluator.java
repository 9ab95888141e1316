package io.esform.config.body;

import io.esform.diag.DiagnosticSink;
import io.esform.eval.Evaluator;
import io.esform.eval.Scope;
import io.esform.lang.ast.Body;
import io.esform.lang.ast.Body.Attribute;
import io.esform.lang.ast.Body.Block;
import io.esform.lang.ast.Expression;
import io.esform.schema.AttributeSchema;
import io.esform.schema.Schema;
import io.esform.schema.Schema.NestedBlock;
import io.esform.schema.Schema.Nesting;
import io.esform.value.Type;
import io.esform.value.Types;
import io.esform.value.Value;
import io.esform.value.Value.ObjectValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// Evaluates a body to an object of its schema's type.
///
/// The result contains every attribute and block of the schema; unset ones are null (a list of
/// blocks: empty). A fault gives an unknown of the right type. {@link SchemaChecker} has already
/// checked the names in the body.
public final class BodyEvaluator {

  private final Evaluator evaluator;
  private final DiagnosticSink sink;

  public BodyEvaluator(Evaluator evaluator, DiagnosticSink sink) {
    this.evaluator = evaluator;
    this.sink = sink;
  }

  public ObjectValue evaluate(Body body, Schema schema, Scope scope) {
    var values = new TreeMap<String, Value>();
    for (AttributeSchema attribute : schema.attributes().values()) {
      values.put(attribute.name(), Value.nullOf(attribute.type()));
    }
    for (Attribute attribute : body.attributes()) {
      AttributeSchema expected = schema.attribute(attribute.name());
      if (expected != null) {
        values.put(attribute.name(), evaluate(attribute, expected, scope));
      }
    }
    if (!schema.blocks().isEmpty()) {
      evaluateBlocks(body, schema, scope, values);
    }
    return Value.objectOf(values);
  }

  private Value evaluate(Attribute attribute, AttributeSchema schema, Scope scope) {
    Value value = evaluator.evaluate(attribute.value(), scope, sink);
    return convert(value, schema.type(), attribute.value(), attribute.name());
  }

  private Value convert(Value value, Type type, Expression expression, String name) {
    return new ValueConverter(sink)
        .convert(value, type, "the argument \"" + name + "\"", expression.range());
  }

  private void evaluateBlocks(Body body, Schema schema, Scope scope, Map<String, Value> values) {
    var byType = body.blocks().stream().collect(Collectors.groupingBy(BodyEvaluator::producedType));
    for (NestedBlock nested : schema.blocks().values()) {
      var produced = new Produced();
      for (Block block : byType.getOrDefault(nested.name(), List.of())) {
        evaluateBlock(block, nested.schema(), scope, produced);
      }
      values.put(nested.name(), blockValue(nested, produced));
    }
  }

  private static String producedType(Block block) {
    return block.type().equals("dynamic") && block.labels().size() == 1
        ? block.labels().getFirst().text()
        : block.type();
  }

  private static Value blockValue(NestedBlock nested, Produced produced) {
    Type type = nested.impliedType();
    Value value;
    if (produced.unknown) {
      value = Value.unknown(type);
    } else if (nested.nesting() == Nesting.LIST) {
      value = Value.listOf(nested.schema().impliedType(), produced.objects);
    } else {
      value = produced.objects.isEmpty() ? Value.nullOf(type) : produced.objects.getFirst();
    }
    return produced.secret ? Value.sensitive(value) : value;
  }

  private void evaluateBlock(Block block, Schema schema, Scope scope, Produced produced) {
    if (!block.type().equals("dynamic")) {
      produced.objects.add(evaluate(block.body(), schema, scope));
      return;
    }
    for (Block content : block.body().blocks()) {
      DynamicBlock dynamic = DynamicBlock.of(block);
      Value collection = evaluator.evaluate(dynamic.forEach(), scope, sink);
      produced.secret |= collection.isSensitive();
      if (!collection.isKnown()) {
        produced.unknown = true;
        return;
      }
      for (Scope inner : dynamic.scopes(collection, scope, sink)) {
        produced.objects.add(evaluate(content.body(), schema, inner));
      }
    }
  }

  /// The objects of the blocks of one type; secret if their number is secret.
  private static final class Produced {
    private final List<ObjectValue> objects = new ArrayList<>();
    private boolean unknown;
    private boolean secret;
  }

  /// The value of a schema with all attributes unknown: the value of an instance before it is
  /// planned.
  public static Value unknownOf(Schema schema) {
    var values = new TreeMap<String, Value>();
    schema
        .attributes()
        .values()
        .forEach(attribute -> values.put(attribute.name(), Value.unknown(attribute.type())));
    schema
        .blocks()
        .values()
        .forEach(block -> values.put(block.name(), Value.unknown(block.impliedType())));
    return values.isEmpty() ? Value.unknown(Types.ANY) : Value.objectOf(values);
  }
}
