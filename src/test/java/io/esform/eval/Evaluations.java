package io.esform.eval;

import io.esform.diag.DiagnosticSink;
import io.esform.eval.functions.FunctionEnvironment;
import io.esform.eval.functions.Functions;
import io.esform.eval.functions.TemplateParser.ParsedTemplate;
import io.esform.lang.ast.Expression;
import io.esform.lang.parser.Parser;
import io.esform.testing.Golden;
import io.esform.value.Type;
import io.esform.value.Types;
import io.esform.value.Value;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// Evaluates source text over fixed names.
final class Evaluations {

  static final Functions FUNCTIONS =
      new Functions(
          new FunctionEnvironment(
              new DirectoryFiles(Golden.resource("eval/files")),
              (text, source) -> {
                var parsed = Parser.parseTemplate(source, text);
                return new ParsedTemplate(parsed.value(), parsed.diagnostics());
              },
              Instant.parse("2026-01-31T12:34:56.789Z")));

  static final Evaluator EVALUATOR = new Evaluator(FUNCTIONS);

  private Evaluations() {}

  static Expression parse(String source) {
    var parsed = Parser.parseExpression("test", source);
    if (parsed.diagnostics().hasErrors()) {
      throw new AssertionError(source + ": " + parsed.diagnostics().all());
    }
    return parsed.value();
  }

  /// Returns the value; a fault fails the test.
  static Value evaluate(String source, Map<String, Value> variables) {
    var sink = new DiagnosticSink();
    Value value = EVALUATOR.evaluate(parse(source), new VariablesScope(variables), sink);
    if (sink.hasErrors()) {
      throw new AssertionError(source + ": " + sink.toDiagnostics().all());
    }
    return value;
  }

  static Map<String, Value> names() {
    Type node = Types.object(Map.of("id", Types.STRING, "port", Types.NUMBER));
    var node1 = Value.objectOf(Map.of("id", Value.of("n1"), "port", Value.of(9443)));
    var node2 = Value.objectOf(Map.of("id", Value.of("n2"), "port", Value.of(9444)));
    var names = new TreeMap<String, Value>();
    names.put("text", Value.of("hello"));
    names.put("number", Value.of(5));
    names.put("yes", Value.of(true));
    names.put("nothing", Value.nullOf(Types.ANY));
    names.put("null_text", Value.nullOf(Types.STRING));
    names.put("null_list", Value.nullOf(Types.list(Types.STRING)));
    names.put("texts", Value.listOf(List.of("a", "b", "c")));
    names.put("no_nodes", Value.listOf(node, List.of()));
    names.put("nodes", Value.listOf(node, List.of(node1, node2)));
    names.put(
        "ports", Value.mapOf(Types.NUMBER, Map.of("http", Value.of(80), "https", Value.of(443))));
    names.put("object", Value.objectOf(Map.of("a", Value.of(1), "b", Value.of("two"))));
    names.put("letters", new Value.SetValue(Types.STRING, List.of(Value.of("x"), Value.of("y"))));
    names.put("unknown_text", Value.unknown(Types.STRING));
    names.put("unknown_number", Value.unknown(Types.NUMBER));
    names.put("unknown_bool", Value.unknown(Types.BOOL));
    names.put("unknown_any", Value.unknown(Types.ANY));
    names.put("unknown_list", Value.unknown(Types.list(Types.STRING)));
    names.put("unknown_nodes", Value.unknown(Types.list(node)));
    names.put("unknown_map", Value.unknown(Types.map(Types.NUMBER)));
    names.put("unknown_node", Value.unknown(node));
    names.put(
        "partly_known",
        Value.listOf(Types.STRING, List.of(Value.of("a"), Value.unknown(Types.STRING))));
    names.put("secret", Value.sensitive(Value.of("hunter2")));
    names.put("secret_number", Value.sensitive(Value.of(42)));
    names.put("secret_list", Value.sensitive(Value.listOf(List.of("s1", "s2"))));
    names.put("secret_bool", Value.sensitive(Value.of(true)));
    names.put(
        "holds_secret",
        Value.objectOf(
            Map.of("user", Value.of("u"), "password", Value.sensitive(Value.of("hunter2")))));
    return names;
  }
}
