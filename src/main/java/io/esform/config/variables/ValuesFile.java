package io.esform.config.variables;

import io.esform.config.BlockReader;
import io.esform.config.ConstantScope;
import io.esform.config.VariableInput;
import io.esform.diag.DiagnosticSink;
import io.esform.diag.Diagnostics;
import io.esform.eval.Evaluator;
import io.esform.lang.ast.Body;
import io.esform.lang.ast.Body.Attribute;
import io.esform.lang.ast.Body.Block;
import io.esform.lang.ast.SourceFile;
import io.esform.lang.parser.ParseResult;
import io.esform.lang.parser.Parser;
import io.esform.value.Value;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Reads `.esvars` files: one constant per variable.
public final class ValuesFile {

  private static final Pattern WORD = Pattern.compile("[\\p{L}\\p{N}_]+");

  private ValuesFile() {}

  /// @param inputs the readable inputs in source order, also if there are errors
  public record ValuesResult(List<VariableInput> inputs, Diagnostics diagnostics) {}

  /// @param secrets the names of sensitive variables; messages never show their values
  public static ValuesResult parse(
      String path, String text, Evaluator evaluator, Set<String> secrets) {
    var sink = new DiagnosticSink();
    ParseResult<SourceFile> parsed = Parser.parseFile(path, text);
    sink.report(secrets.isEmpty() ? parsed.diagnostics() : withoutText(parsed.diagnostics(), text));
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
        var faults = new DiagnosticSink();
        Value value = evaluator.evaluate(attribute.value(), new ConstantScope(), faults);
        inputs.add(new VariableInput.Assigned(attribute.name(), value, attribute.value().range()));
        if (faults.hasErrors() && secrets.contains(attribute.name())) {
          reportSecret(attribute, sink);
        } else {
          sink.report(faults.toDiagnostics());
        }
      }
    }
    return new ValuesResult(inputs, sink.toDiagnostics());
  }

  private static void reportSecret(Attribute attribute, DiagnosticSink sink) {
    sink.error(
        "Value not readable",
        "The value of the sensitive variable \"%s\" in this file is not a constant. Put strings in double quotes."
            .formatted(attribute.name()),
        attribute.nameRange());
  }

  /// Hides the detail of syntax errors that quote a word of the file.
  private static Diagnostics withoutText(Diagnostics faults, String text) {
    Set<String> words =
        text.lines()
            .map(line -> line.substring(line.indexOf('=') + 1))
            .flatMap(ValuesFile::words)
            .collect(Collectors.toSet());
    return new Diagnostics(
        faults.all().stream()
            .map(it ->
                words(it.summary() + " " + it.detail()).noneMatch(words::contains)
                    ? it
                    : it.withText(
                        "Invalid values file",
                        "The file has a syntax error here. Its content is not shown, because it may"
                            + " contain values of sensitive variables. Put strings in double"
                            + " quotes."))
            .toList());
  }

  private static Stream<String> words(String text) {
    return WORD.matcher(text).results().map(MatchResult::group);
  }
}
