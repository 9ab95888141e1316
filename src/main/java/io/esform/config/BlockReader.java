package io.esform.config;

import io.esform.diag.Diagnostic;
import io.esform.diag.DiagnosticSink;
import io.esform.diag.SourceRange;
import io.esform.diag.Suggestion;
import io.esform.lang.ast.Body;
import io.esform.lang.ast.Body.Attribute;
import io.esform.lang.ast.Body.Block;
import io.esform.lang.ast.Body.BodyItem;
import io.esform.lang.ast.Expression;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Reads arguments and nested blocks of one block by name, and reports missing, duplicate and
/// unsupported ones.
///
/// Ends with {@link #finish} (the block must have no other content) or {@link #rest} (a schema
/// checks the rest).
public final class BlockReader {

  private final String what;
  private final Body body;
  private final SourceRange header;
  private final DiagnosticSink sink;
  private final Map<String, Attribute> attributes = new HashMap<>();
  private final Set<String> known = new LinkedHashSet<>();
  private final Set<BodyItem> taken = new LinkedHashSet<>();

  /// @param what the name of the block in messages: `a variable block`
  public BlockReader(String what, Block block, DiagnosticSink sink) {
    this(what, block.body(), block.headerRange(), sink);
  }

  public BlockReader(String what, Body body, SourceRange header, DiagnosticSink sink) {
    this.what = what;
    this.body = body;
    this.header = header;
    this.sink = sink;
    for (Attribute attribute : body.attributes()) {
      Attribute first = attributes.putIfAbsent(attribute.name(), attribute);
      if (first != null) {
        sink.report(duplicateArgument(attribute, first));
        taken.add(attribute);
      }
    }
  }

  public static Diagnostic duplicateArgument(Attribute again, Attribute first) {
    return Diagnostic.error(
        "Duplicate argument",
        "The argument \"%s\" was already set at %s. Each argument may be set only once."
            .formatted(again.name(), first.range()),
        again.nameRange());
  }

  public @Nullable Attribute attribute(String name) {
    known.add(name);
    Attribute attribute = attributes.get(name);
    if (attribute != null) {
      taken.add(attribute);
    }
    return attribute;
  }

  public @Nullable Expression expression(String name) {
    Attribute attribute = attribute(name);
    return attribute == null ? null : attribute.value();
  }

  public @Nullable Expression requiredExpression(String name) {
    Attribute attribute = attribute(name);
    if (attribute != null) {
      return attribute.value();
    }
    Optional<Attribute> misspelt =
        attributes.values().stream()
            .filter(other -> Suggestion.nearest(other.name(), List.of(name)).isPresent())
            .findFirst();
    if (misspelt.isPresent()) {
      taken.add(misspelt.get());
      sink.report(unexpected(misspelt.get(), what, List.of(name)));
    } else {
      sink.error(
          "Missing required argument",
          "The argument \"" + name + "\" is required in " + what + ".",
          header);
    }
    return null;
  }

  /// A constant string; `fallback` if it is not set or not constant (an error).
  public String text(String name, String fallback) {
    return constant(name, "a string without interpolations", Literals::text).orElse(fallback);
  }

  public boolean bool(String name, boolean fallback) {
    return constant(name, "true or false", Literals::bool).orElse(fallback);
  }

  private <T> Optional<T> constant(
      String name, String wanted, Function<Expression, Optional<T>> reader) {
    Expression expression = expression(name);
    if (expression == null) {
      return Optional.empty();
    }
    Optional<T> value = reader.apply(expression);
    if (value.isEmpty()) {
      sink.error(
          "Constant required",
          "The argument \"%s\" of %s must be %s, because it is read before evaluation."
              .formatted(name, what, wanted),
          expression.range());
    }
    return value;
  }

  public List<Block> blocks(String type) {
    known.add(type);
    List<Block> found = body.blocks().stream().filter(b -> b.type().equals(type)).toList();
    taken.addAll(found);
    return found;
  }

  /// The block of that type, or null; reports a second one.
  public @Nullable Block singleBlock(String type) {
    List<Block> found = blocks(type);
    for (Block again : found.stream().skip(1).toList()) {
      sink.error(
          "Duplicate block",
          "%s can contain only one \"%s\" block; the first one is at %s."
              .formatted(capitalised(what), type, found.getFirst().headerRange()),
          again.headerRange());
    }
    return found.isEmpty() ? null : found.getFirst();
  }

  /// The unread content, in source order.
  public Body rest() {
    var left = new ArrayList<>(body.items());
    left.removeIf(taken::contains);
    return new Body(left, body.range());
  }

  /// Reports all unread content.
  public void finish() {
    for (BodyItem item : rest().items()) {
      sink.report(unexpected(item, what, known));
    }
  }

  public static Diagnostic unexpected(BodyItem item, String what, Collection<String> known) {
    return switch (item) {
      case Attribute(var name, _, var nameRange, _) ->
          Diagnostic.error(
              "Unsupported argument",
              "An argument named \"%s\" is not expected in %s.%s"
                  .formatted(name, what, Suggestion.didYouMean(name, known)),
              nameRange);
      case Block(var type, _, _, var typeRange, _, _) ->
          Diagnostic.error(
              "Unsupported block type",
              "A block named \"%s\" is not expected in %s.%s"
                  .formatted(type, what, Suggestion.didYouMean(type, known)),
              typeRange);
    };
  }

  public static String capitalised(String text) {
    return Character.toUpperCase(text.charAt(0)) + text.substring(1);
  }
}
