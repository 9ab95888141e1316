package io.esform.config.decode;

import io.esform.config.BlockReader;
import io.esform.config.Literals;
import io.esform.config.Module;
import io.esform.config.ModuleCall;
import io.esform.config.Repetition;
import io.esform.diag.DiagnosticSink;
import io.esform.diag.SourceRange;
import io.esform.lang.ast.Body.Block;
import io.esform.lang.ast.Expression;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;

/// Decodes `module` blocks.
final class ModuleCallDecoder {

  /// The source of a module; an empty text for one with a reported error.
  record Source(String text, SourceRange range) {}

  private final BiFunction<String, Source, Module> children;
  private final DiagnosticSink sink;

  ModuleCallDecoder(BiFunction<String, Source, Module> children, DiagnosticSink sink) {
    this.children = children;
    this.sink = sink;
  }

  ModuleCall decode(Block block) {
    String name = block.labels().getFirst().text();
    var reader = new BlockReader("a module block", block, sink);
    Source source = source(reader, block.headerRange());
    Repetition repetition = ResourceDecoder.repetition(reader, sink);
    List<Expression> dependsOn = OutputDecoder.dependsOn(reader, sink);
    Module child = children.apply(name, source);
    for (Block nested : block.body().blocks()) {
      sink.report(BlockReader.unexpected(nested, "a module block", List.of()));
    }
    return new ModuleCall(
        name,
        source.text(),
        repetition,
        dependsOn,
        reader.rest(),
        child,
        block.headerRange(),
        block.range());
  }

  private Source source(BlockReader reader, SourceRange header) {
    Expression expression = reader.requiredExpression("source");
    if (expression == null) {
      return new Source("", header);
    }
    Optional<String> text = Literals.text(expression);
    if (text.isEmpty()) {
      sink.error(
          "Constant required",
          "The source of a module must be a plain string, because modules are loaded before"
              + " evaluation.",
          expression.range());
    }
    return new Source(text.orElse(""), expression.range());
  }
}
