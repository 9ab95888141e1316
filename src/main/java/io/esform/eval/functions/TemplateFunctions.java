package io.esform.eval.functions;

import io.esform.diag.DiagnosticSink;
import io.esform.diag.Diagnostics;
import io.esform.eval.functions.TemplateParser.ParsedTemplate;
import io.esform.value.Types;
import io.esform.value.Value;

/// Templates in files, and templates that are built at run time.
final class TemplateFunctions {

  /// The steps to parse a character.
  private static final int STEPS = 16;

  private TemplateFunctions() {}

  static Function templatefile(FunctionEnvironment environment) {
    return Function.of(
        "templatefile",
        Types.ANY,
        arguments ->
            render(
                environment.templates(),
                FileFunctions.text(environment.files(), arguments),
                arguments.text(0),
                arguments),
        StringFunctions.text("path"),
        Parameter.outer("variables", Types.ANY));
  }

  static Function templatestring(FunctionEnvironment environment) {
    return Function.of(
        "templatestring",
        Types.ANY,
        arguments ->
            render(environment.templates(), arguments.text(0), "(template text)", arguments),
        StringFunctions.text("template"),
        Parameter.outer("variables", Types.ANY));
  }

  private static Value render(
      TemplateParser parser, String text, String source, CallArguments arguments) {
    arguments.spend((long) STEPS * text.length());
    ParsedTemplate parsed = parser.parse(text, source);
    if (parsed.diagnostics().hasErrors()) {
      throw invalid(source, parsed.diagnostics());
    }
    var sink = new DiagnosticSink();
    Value value = arguments.renderer().render(parsed.template(), arguments.entries(1), sink);
    if (sink.hasErrors()) {
      throw invalid(source, sink.toDiagnostics());
    }
    return value;
  }

  private static FunctionFault invalid(String source, Diagnostics diagnostics) {
    return new FunctionFault(0, "the template has errors (" + source + ")", diagnostics);
  }
}
