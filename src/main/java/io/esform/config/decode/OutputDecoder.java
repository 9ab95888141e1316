package io.esform.config.decode;

import io.esform.config.BlockReader;
import io.esform.config.Output;
import io.esform.diag.DiagnosticSink;
import io.esform.lang.ast.Body.Block;
import io.esform.lang.ast.Expression;
import io.esform.lang.ast.Expression.ErrorExpression;
import io.esform.lang.ast.Expression.TupleExpression;
import java.util.List;

/// Decodes `output` blocks.
final class OutputDecoder {

  private final DiagnosticSink sink;

  OutputDecoder(DiagnosticSink sink) {
    this.sink = sink;
  }

  Output decode(Block block) {
    var reader = new BlockReader("an output block", block, sink);
    Expression value = reader.requiredExpression("value");
    var output =
        new Output(
            block.labels().getFirst().text(),
            value == null ? new ErrorExpression(block.headerRange()) : value,
            reader.text("description", ""),
            reader.bool("sensitive", false),
            dependsOn(reader, sink),
            VariableDecoder.decodeRules(reader, "precondition", sink),
            block.headerRange());
    reader.finish();
    return output;
  }

  /// The references of a `depends_on` argument, as written.
  static List<Expression> dependsOn(BlockReader reader, DiagnosticSink sink) {
    Expression expression = reader.expression("depends_on");
    if (expression == null) {
      return List.of();
    }
    if (expression instanceof TupleExpression(var elements, _)) {
      return elements;
    }
    sink.error(
        "Invalid depends_on",
        "The argument depends_on must be a list of references, such as [es_database.main].",
        expression.range());
    return List.of();
  }
}
