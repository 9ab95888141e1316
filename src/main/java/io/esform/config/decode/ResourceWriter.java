package io.esform.config.decode;

import io.esform.address.ResourceAddress;
import io.esform.diag.SourceRange;
import io.esform.lang.ast.Body;
import io.esform.lang.ast.Body.Attribute;
import io.esform.lang.ast.Body.Block;
import io.esform.lang.ast.Body.BodyItem;
import io.esform.lang.ast.Body.Label;
import io.esform.lang.ast.Expression;
import io.esform.lang.ast.Expression.LiteralExpression;
import io.esform.lang.ast.Expression.ObjectExpression;
import io.esform.lang.ast.Expression.ObjectItem;
import io.esform.lang.ast.Expression.ObjectKey.ExpressionKey;
import io.esform.lang.ast.Expression.ObjectKey.NameKey;
import io.esform.lang.ast.Expression.TemplateExpression;
import io.esform.lang.ast.Expression.TupleExpression;
import io.esform.lang.ast.SourceFile;
import io.esform.lang.ast.TemplatePart;
import io.esform.lang.ast.TreePrinter;
import io.esform.schema.AttributeSchema;
import io.esform.schema.AttributeSchema.Presence;
import io.esform.schema.Schema;
import io.esform.schema.Schema.NestedBlock;
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

/// Writes a `resource` block for an existing object, with all arguments that are set and differ
/// from their default.
public final class ResourceWriter {

  private static final SourceRange NOWHERE = new SourceRange("", 1, 1, 1, 1, 0, 0);

  private final List<String> sensitive = new ArrayList<>();
  private final List<String> unreadable = new ArrayList<>();

  private ResourceWriter() {}

  /// The text of the block; ends with a line feed. Sensitive arguments and required arguments
  /// without a value are omitted, each with a comment.
  public static String write(ResourceAddress resource, Schema schema, ObjectValue object) {
    var writer = new ResourceWriter();
    var block =
        new Block(
            "resource",
            List.of(new Label(resource.type(), NOWHERE), new Label(resource.name(), NOWHERE)),
            writer.body(schema, object, ""),
            NOWHERE,
            NOWHERE,
            NOWHERE);
    String text =
        TreePrinter.print(new SourceFile("", new Body(List.<BodyItem>of(block), NOWHERE)));
    var comments = new StringBuilder();
    for (String name : writer.sensitive) {
      comments.append("# ").append(name).append(" is sensitive and was not generated: add it.\n");
    }
    for (String name : writer.unreadable) {
      comments.append("# ").append(name).append(" is required but cannot be read: add it.\n");
    }
    return comments + text;
  }

  private Body body(Schema schema, ObjectValue object, String path) {
    var items = new ArrayList<BodyItem>();
    for (AttributeSchema attribute : schema.attributes().values()) {
      Value value = object.get(attribute.name());
      if (value.isNull()) {
        if (attribute.presence() == Presence.REQUIRED) {
          unreadable.add(path + attribute.name());
        }
      } else if (attribute.presence().isConfigurable()) {
        add(items, attribute, value, path);
      }
    }
    for (NestedBlock block : schema.blocks().values()) {
      String inner = path + block.name() + ".";
      if (block.required() && object.get(block.name()).isNull()) {
        unreadable.add("the block " + path + block.name());
      }
      switch (object.get(block.name())) {
        case ObjectValue one -> items.add(block(block, one, inner));
        case ListValue(_, var elements) ->
            elements.forEach(element -> {
              if (element instanceof ObjectValue one) {
                items.add(block(block, one, inner));
              }
            });
        default -> {}
      }
    }
    return new Body(items, NOWHERE);
  }

  private void add(List<BodyItem> items, AttributeSchema attribute, Value value, String path) {
    if (attribute.sensitive() || value.containsSensitive()) {
      sensitive.add(path + attribute.name());
    } else if (!value.equals(attribute.defaultValue())) {
      items.add(new Attribute(attribute.name(), expression(value), NOWHERE, NOWHERE));
    }
  }

  private Block block(NestedBlock block, ObjectValue value, String path) {
    return new Block(
        block.name(), List.of(), body(block.schema(), value, path), NOWHERE, NOWHERE, NOWHERE);
  }

  private static Expression expression(Value value) {
    return switch (value) {
      case StringValue(var text) ->
          new TemplateExpression(
              text.isEmpty() ? List.of() : List.of(new TemplatePart.LiteralPart(text, NOWHERE)),
              NOWHERE);
      case NumberValue _, BoolValue _ -> new LiteralExpression(value, NOWHERE);
      case NullValue _, UnknownValue _, SensitiveValue _ ->
          new LiteralExpression(Value.nullOf(value.type()), NOWHERE);
      case ListValue(_, var elements) -> tuple(elements);
      case SetValue(_, var elements) -> tuple(List.copyOf(elements));
      case TupleValue(var elements) -> tuple(elements);
      case MapValue(_, var elements) -> object(elements);
      case ObjectValue(var attributes) -> object(attributes);
    };
  }

  private static Expression tuple(List<Value> elements) {
    return new TupleExpression(elements.stream().map(ResourceWriter::expression).toList(), NOWHERE);
  }

  private static Expression object(Map<String, Value> entries) {
    var items = new ArrayList<ObjectItem>();
    entries.forEach((name, value) -> {
      var key =
          name.matches("[\\p{L}_][\\p{L}\\p{N}_-]*")
              ? new NameKey(name, NOWHERE)
              : new ExpressionKey(expression(Value.of(name)), NOWHERE);
      items.add(new ObjectItem(key, expression(value), NOWHERE));
    });
    return new ObjectExpression(items, NOWHERE);
  }
}
