package io.esform.config.body;

import io.esform.config.BlockReader;
import io.esform.diag.DiagnosticSink;
import io.esform.diag.SourceRange;
import io.esform.diag.Suggestion;
import io.esform.lang.ast.Body;
import io.esform.lang.ast.Body.Attribute;
import io.esform.lang.ast.Body.Block;
import io.esform.lang.ast.Body.BodyItem;
import io.esform.schema.AttributeSchema;
import io.esform.schema.AttributeSchema.Presence;
import io.esform.schema.Schema;
import io.esform.schema.Schema.NestedBlock;
import io.esform.schema.Schema.Nesting;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Checks the names in a body against a schema: missing, duplicate and unsupported ones. Works
/// without evaluation, so that a block with `count = 0` is checked too.
public final class SchemaChecker {

  private final DiagnosticSink sink;

  public SchemaChecker(DiagnosticSink sink) {
    this.sink = sink;
  }

  /// @param what the name of the block in messages: `a block of type es_node`
  public void check(Body body, Schema schema, String what, SourceRange header) {
    var seen = new HashMap<String, Attribute>();
    var blocks = new HashMap<String, List<Block>>();
    for (BodyItem item : body.items()) {
      switch (item) {
        case Attribute attribute -> checkAttribute(attribute, schema, what, seen);
        case Block block -> checkBlock(block, schema, what, blocks);
      }
    }
    checkRequired(schema, what, header, present(body, schema));
  }

  /// The names in the body and the suggestions for its misspelled names: a misspelled name is
  /// already reported and must not be reported as missing too.
  private static Set<String> present(Body body, Schema schema) {
    var present = new HashSet<String>();
    for (BodyItem item : body.items()) {
      switch (item) {
        case Attribute attribute -> {
          present.add(attribute.name());
          if (schema.attribute(attribute.name()) == null) {
            Suggestion.nearest(attribute.name(), configurableNames(schema)).ifPresent(present::add);
          }
        }
        case Block block -> {
          String type = producedType(block);
          present.add(type);
          if (schema.block(type) == null) {
            Suggestion.nearest(type, schema.blocks().keySet()).ifPresent(present::add);
          }
        }
      }
    }
    return present;
  }

  private static String producedType(Block block) {
    boolean dynamic = block.type().equals("dynamic") && block.labels().size() == 1;
    return dynamic ? block.labels().getFirst().text() : block.type();
  }

  private void checkAttribute(
      Attribute attribute, Schema schema, String what, Map<String, Attribute> seen) {
    Attribute first = seen.putIfAbsent(attribute.name(), attribute);
    AttributeSchema expected = schema.attribute(attribute.name());
    if (first != null) {
      sink.report(BlockReader.duplicateArgument(attribute, first));
    } else if (schema.block(attribute.name()) != null) {
      sink.error(
          "Unsupported argument",
          "\"%1$s\" is a block in %2$s, not an argument. Write %1$s { … } without the equals sign."
              .formatted(attribute.name(), what),
          attribute.nameRange());
    } else if (expected == null) {
      sink.report(BlockReader.unexpected(attribute, what, configurableNames(schema)));
    } else if (expected.presence() == Presence.COMPUTED) {
      sink.error(
          "Unsupported argument",
          "\"%s\" is decided by the provider and cannot be set. Remove it."
              .formatted(attribute.name()),
          attribute.nameRange());
    }
  }

  private void checkBlock(
      Block block, Schema schema, String what, Map<String, List<Block>> blocks) {
    String type = producedType(block);
    boolean dynamic = !type.equals(block.type());
    NestedBlock expected = schema.block(type);
    if (expected == null) {
      reportUnexpectedBlock(block, type, schema, what);
      return;
    }
    if (!dynamic && !block.labels().isEmpty()) {
      sink.error(
          "Extraneous label",
          "A block named \"%s\" takes no labels.".formatted(type),
          block.headerRange());
    }
    List<Block> same = blocks.computeIfAbsent(type, _ -> new ArrayList<>());
    if (expected.nesting() == Nesting.SINGLE && !same.isEmpty()) {
      sink.error(
          "Duplicate block",
          "%s can contain only one \"%s\" block; the first one is at %s."
              .formatted(BlockReader.capitalised(what), type, same.getFirst().headerRange()),
          block.headerRange());
    }
    same.add(block);
    String inner = "a block named \"" + type + "\"";
    if (dynamic) {
      checkDynamic(block, expected.schema(), inner);
    } else {
      check(block.body(), expected.schema(), inner, block.headerRange());
    }
  }

  private void reportUnexpectedBlock(Block block, String type, Schema schema, String what) {
    if (schema.attribute(type) != null) {
      sink.error(
          "Unsupported block type",
          "\"%1$s\" is an argument in %2$s, not a block. Write %1$s = … with an equals sign."
              .formatted(type, what),
          block.typeRange());
    } else {
      sink.report(BlockReader.unexpected(block, what, schema.blocks().keySet()));
    }
  }

  private void checkDynamic(Block block, Schema schema, String what) {
    var reader = new BlockReader("a dynamic block", block, sink);
    reader.requiredExpression("for_each");
    reader.expression("iterator");
    Block content = reader.singleBlock("content");
    reader.finish();
    if (content == null) {
      sink.error(
          "Missing block",
          "A dynamic block needs a content block, which is the repeated body.",
          block.headerRange());
    } else {
      check(content.body(), schema, what, content.headerRange());
    }
  }

  private void checkRequired(Schema schema, String what, SourceRange header, Set<String> present) {
    for (AttributeSchema attribute : schema.attributes().values()) {
      if (attribute.presence() == Presence.REQUIRED && !present.contains(attribute.name())) {
        sink.error(
            "Missing required argument",
            "The argument \"%s\" is required in %s.".formatted(attribute.name(), what),
            header);
      }
    }
    for (NestedBlock block : schema.blocks().values()) {
      if (block.required() && !present.contains(block.name())) {
        sink.error(
            "Missing block",
            "A block named \"%s\" is required in %s.".formatted(block.name(), what),
            header);
      }
    }
  }

  private static Set<String> configurableNames(Schema schema) {
    var names = new HashSet<String>(schema.blocks().keySet());
    schema.attributes().values().stream()
        .filter(attribute -> attribute.presence().isConfigurable())
        .forEach(attribute -> names.add(attribute.name()));
    return names;
  }
}
