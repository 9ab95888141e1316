package io.esform.docs;

import io.esform.schema.AttributeSchema;
import io.esform.schema.AttributeSchema.Presence;
import io.esform.schema.Schema;
import io.esform.schema.Schema.NestedBlock;
import io.esform.schema.Schema.Nesting;
import io.esform.value.Value;
import io.esform.value.Value.BoolValue;
import io.esform.value.Value.ListValue;
import io.esform.value.Value.MapValue;
import io.esform.value.Value.NumberValue;
import io.esform.value.Value.StringValue;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.Predicate;

/// One page of the reference, in Markdown.
final class ReferencePage {

  private static final String HEADER =
      "<!-- Made from the schema by ReferenceTest; mvn test -Dtest=ReferenceTest -Dgolden=overwrite"
          + " makes it anew. -->\n";

  private final StringBuilder text = new StringBuilder(HEADER);

  private ReferencePage() {}

  /// @param offeredBy names of the providers
  static String ofResourceType(String name, Schema schema, List<String> offeredBy) {
    var page = new ReferencePage();
    page.text
        .append("\n# ")
        .append(name)
        .append("\n\n")
        .append(schema.description())
        .append("\n\n");
    page.text.append(
        offeredBy.equals(List.of("builtin"))
            ? "Built in: needs no provider block.\n"
            : "Offered by: " + String.join(", ", offeredBy) + ".\n");
    page.body(schema);
    page.table(
        "Attributes",
        schema.attributes().values(),
        attribute -> attribute.presence() == Presence.COMPUTED);
    return page.text.toString();
  }

  static String ofDataSource(String name, Schema schema, String offeredBy) {
    var page = new ReferencePage();
    page.text
        .append("\n# data ")
        .append(name)
        .append("\n\n")
        .append(schema.description())
        .append("\n\nOffered by: ")
        .append(offeredBy)
        .append(".\n");
    page.body(schema);
    page.table(
        "Attributes",
        schema.attributes().values(),
        attribute -> attribute.presence() == Presence.COMPUTED);
    return page.text.toString();
  }

  static String ofProvider(String name, Schema schema) {
    return ofBlock("Provider " + name, schema);
  }

  static String ofBackend(String name, Schema schema) {
    return ofBlock("Backend " + name, schema);
  }

  private static String ofBlock(String heading, Schema schema) {
    var page = new ReferencePage();
    page.text.append("\n# ").append(heading).append("\n\n");
    page.text.append(schema.description()).append('\n');
    page.body(schema);
    return page.text.toString();
  }

  /// @param types names of all resource types
  /// @param sources names of all data sources
  static String index(
      List<String> providers, List<String> types, List<String> sources, List<String> backends) {
    var page = new ReferencePage();
    page.text.append("\n# Reference\n\n## Resource types\n\n");
    types.forEach(name -> page.link(name, name + ".md"));
    page.text.append("\n## Data sources\n\n");
    sources.forEach(name -> page.link(name, "data-" + name + ".md"));
    page.text.append("\n## Providers\n\n");
    providers.forEach(name -> page.link(name, "provider-" + name + ".md"));
    page.text.append("\n## Backends\n\n");
    backends.forEach(name -> page.link(name, "backend-" + name + ".md"));
    return page.text.toString();
  }

  private void link(String name, String target) {
    text.append("- [").append(name).append("](").append(target).append(")\n");
  }

  private void body(Schema schema) {
    table(
        "Arguments",
        schema.attributes().values(),
        attribute -> attribute.presence().isConfigurable());
    for (NestedBlock block : schema.blocks().values()) {
      block(block, block.name());
    }
  }

  private void block(NestedBlock block, String path) {
    text.append("\n## Block `").append(path).append("`\n\n");
    text.append(block.schema().description()).append(' ').append(often(block)).append('\n');
    rows(
        block.schema().attributes().values().stream()
            .filter(attribute -> attribute.presence().isConfigurable())
            .toList());
    block.schema().blocks().values().forEach(inner -> block(inner, path + "." + inner.name()));
  }

  private static String often(NestedBlock block) {
    if (block.nesting() == Nesting.LIST) {
      return block.required() ? "At least one." : "Any number.";
    }
    return block.required() ? "Required." : "At most one.";
  }

  private void table(
      String heading, Collection<AttributeSchema> attributes, Predicate<AttributeSchema> shown) {
    List<AttributeSchema> rows = attributes.stream().filter(shown).toList();
    if (!rows.isEmpty()) {
      text.append("\n## ").append(heading).append('\n');
      rows(rows);
    }
  }

  private void rows(List<AttributeSchema> attributes) {
    if (attributes.isEmpty()) {
      return;
    }
    text.append("\n| name | type | | meaning |\n| --- | --- | --- | --- |\n");
    for (AttributeSchema attribute : attributes) {
      text.append("| `")
          .append(attribute.name())
          .append("` | `")
          .append(attribute.type().display())
          .append("` | ")
          .append(String.join(", ", traits(attribute)))
          .append(" | ")
          .append(attribute.description().replace("\n", " ").replace("|", "\\|"))
          .append(" |\n");
    }
  }

  private static List<String> traits(AttributeSchema attribute) {
    var traits = new ArrayList<String>();
    if (attribute.presence() == Presence.REQUIRED) {
      traits.add("required");
    }
    Value value = attribute.defaultValue();
    if (value != null) {
      traits.add("default `" + display(value) + "`");
    }
    if (attribute.presence() == Presence.OPTIONAL_COMPUTED) {
      traits.add("chosen if unset");
    }
    if (attribute.requiresReplacement()) {
      traits.add("forces replacement");
    }
    if (attribute.sensitive()) {
      traits.add("sensitive");
    }
    return traits;
  }

  private static String display(Value value) {
    return switch (value) {
      case StringValue(var content) -> "\"" + content.replace("|", "\\|") + "\"";
      case NumberValue number -> number.display();
      case BoolValue(var truth) -> Boolean.toString(truth);
      case ListValue(_, var elements) ->
          "[" + String.join(", ", elements.stream().map(ReferencePage::display).toList()) + "]";
      case MapValue(_, var elements) when elements.isEmpty() -> "{}";
      case Value other -> other.toString();
    };
  }
}
