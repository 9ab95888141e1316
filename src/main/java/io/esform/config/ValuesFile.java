package io.esform.config;

import io.esform.diag.DiagnosticSink;
import io.esform.diag.Diagnostics;
import io.esform.eval.Evaluator;
import io.esform.lang.ast.Body;
import io.esform.lang.ast.Body.Attribute;
import io.esform.lang.ast.Body.Block;
import io.esform.lang.ast.SourceFile;
import io.esform.lang.parser.ParseResult;
import io.esform.lang.parser.Parser;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;

/// Reads `.esvars` files: one constant per variable.
public final class ValuesFile {

  private ValuesFile() {}

  /// @param inputs in source order; those that could be read, also with errors
  public record ValuesResult(List<VariableInput> inputs, Diagnostics diagnostics) {}

  public static ValuesResult parse(String path, String text, Evaluator evaluator) {
    var sink = new DiagnosticSink();
    ParseResult<SourceFile> parsed = Parser.parseFile(path, text);
    sink.report(parsed.diagnostics());
    Body body = parsed.value().body();
    for (Block block : body.blocks()) {
      sink.report(BlockReader.unexpected(block, "a values file", List.of()));
    }
    var inputs = new ArrayList<VariableInput>();
    var seen = new HashMap<String, Attribute>();
    for (Attribute attribute : body.attributes()) {
      Attribute first = seen.putIfAbsent(attribute.name(), attribute);
      if (first != null) {
        sink.report(BlockReader.duplicateArgument(attribute, first));
      } else {
        inputs.add(
            new VariableInput.Assigned(
                attribute.name(),
                evaluator.evaluate(attribute.value(), new ConstantScope(), sink),
                attribute.value().range()));
      }
    }
    return new ValuesResult(inputs, sink.toDiagnostics());
  }
}
