package io.esform.config.check;

import io.esform.config.Resource.Lifecycle.IgnoredPath;
import io.esform.diag.Diagnostic;
import io.esform.diag.DiagnosticSink;
import io.esform.diag.Suggestion;
import io.esform.schema.AttributeSchema;
import io.esform.schema.Schema;
import io.esform.schema.Schema.NestedBlock;
import io.esform.schema.Schema.Nesting;
import io.esform.value.AttributePath.Segment;
import io.esform.value.Type;
import io.esform.value.Type.AnyType;
import io.esform.value.Type.ListType;
import io.esform.value.Type.MapType;
import io.esform.value.Type.ObjectType;
import io.esform.value.Type.Primitive;
import io.esform.value.Type.SetType;
import io.esform.value.Type.TupleType;
import java.util.List;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// Checks that the entries of `ignore_changes` exist in the schema of the type.
final class IgnoredPathChecker {

  private static final String INVALID = "Invalid ignore_changes";

  private final String type;
  private final Schema schema;
  private final DiagnosticSink sink;

  IgnoredPathChecker(String type, Schema schema, DiagnosticSink sink) {
    this.type = type;
    this.schema = schema;
    this.sink = sink;
  }

  void check(List<IgnoredPath> ignored) {
    ignored.forEach(path -> checkBody(schema, "The type " + type, path, 0));
  }

  /// @param what the name of the body in messages
  /// @param at the position of the segment with the argument or block of this body
  private void checkBody(Schema body, String what, IgnoredPath path, int at) {
    List<Segment> segments = path.path().segments();
    if (at >= segments.size()) {
      return;
    }
    String name = name(segments.get(at));
    AttributeSchema attribute = body.attribute(name);
    NestedBlock block = body.block(name);
    if (attribute != null) {
      checkAttribute(attribute, path, at + 1);
    } else if (block != null) {
      checkBlock(block, path, at + 1);
    } else {
      var names = new TreeSet<>(body.attributes().keySet());
      names.addAll(body.blocks().keySet());
      sink.error(
          INVALID,
          "%s has no argument or block named \"%s\".%s"
              .formatted(what, name, Suggestion.didYouMean(name, names)),
          path.range());
    }
  }

  private void checkAttribute(AttributeSchema attribute, IgnoredPath path, int at) {
    if (!attribute.presence().isConfigurable()) {
      sink.report(
          Diagnostic.warning(
              "Redundant ignore_changes element",
              "The attribute %s is decided by the provider alone, so there is no change in the configuration to ignore. Remove it from ignore_changes."
                  .formatted(path.path()),
              path.range()));
      return;
    }
    Type inner = attribute.type();
    List<Segment> segments = path.path().segments();
    for (int depth = at; depth < segments.size(); depth++) {
      Type next = inside(inner, segments.get(depth));
      if (next == null) {
        sink.error(
            INVALID,
            "%s does not exist: the type of \"%s\" is %s."
                .formatted(path.path(), attribute.name(), attribute.type().display()),
            path.range());
        return;
      }
      inner = next;
    }
  }

  private void checkBlock(NestedBlock block, IgnoredPath path, int at) {
    List<Segment> segments = path.path().segments();
    boolean repeated = block.nesting() == Nesting.LIST;
    boolean indexed = at < segments.size() && segments.get(at) instanceof Segment.Index;
    if (at < segments.size() && repeated != indexed) {
      sink.error(
          INVALID,
          (repeated
                  ? "The block \"%1$s\" can be repeated: write %1$s[0] for the first one, or %1$s"
                      + " for all."
                  : "The block \"%1$s\" cannot be repeated: write %1$s without an index.")
              .formatted(block.name()),
          path.range());
      return;
    }
    checkBody(block.schema(), "The block \"" + block.name() + "\"", path, indexed ? at + 1 : at);
  }

  private static String name(Segment segment) {
    return switch (segment) {
      case Segment.Attribute(var name) -> name;
      case Segment.Key(var key) -> key;
      case Segment.Index(int index) -> String.valueOf(index);
    };
  }

  /// The type of the value at this segment; null if the segment does not exist.
  private static @Nullable Type inside(Type outer, Segment segment) {
    return switch (outer) {
      case AnyType any -> any;
      case MapType(var element) -> element;
      case ObjectType(var attributes, _) -> attributes.get(name(segment));
      case ListType(var element) -> segment instanceof Segment.Index ? element : null;
      case TupleType(var elements) ->
          segment instanceof Segment.Index(int index) && index < elements.size()
              ? elements.get(index)
              : null;
      case SetType _, Primitive _ -> null;
    };
  }
}
