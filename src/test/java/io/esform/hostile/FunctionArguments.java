package io.esform.hostile;

import io.esform.cli.project.DiskFiles;
import io.esform.config.TemplateReader;
import io.esform.diag.Diagnostic;
import io.esform.diag.DiagnosticSink;
import io.esform.eval.Evaluator;
import io.esform.eval.Scope;
import io.esform.eval.functions.FunctionEnvironment;
import io.esform.eval.functions.Functions;
import io.esform.lang.ast.Expression;
import io.esform.lang.parser.Parser;
import io.esform.value.Value;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/// Every function with arguments of every kind.
final class FunctionArguments implements Subject {

  private final Functions functions;
  private final Evaluator evaluator;
  private final List<String> names;

  FunctionArguments(Path directory) {
    this.functions =
        new Functions(
            new FunctionEnvironment(
                new DiskFiles(directory, directory), new TemplateReader(), Instant.EPOCH));
    this.evaluator = new Evaluator(functions);
    this.names = List.copyOf(functions.names());
  }

  List<String> names() {
    return names;
  }

  @Override
  public String name() {
    return "function arguments";
  }

  @Override
  public Case next(Random random) {
    String name = Mutations.any(names, random);
    int least = functions.find(name).map(function -> function.parameters().size()).orElse(1);
    boolean more = functions.find(name).map(function -> function.variadic() != null).orElse(true);
    int count = Math.max(0, least + (more ? random.nextInt(3) : 0) + random.nextInt(40) / 39);
    var values = new HostileValues(random);
    var variables = new TreeMap<String, Value>();
    var call = new StringBuilder(name).append('(');
    for (int position = 0; position < count; position++) {
      variables.put("v" + position, values.any());
      call.append(position == 0 ? "" : ", ").append('v').append(position);
    }
    if (count > 0 && random.nextInt(12) == 0) {
      call.append("...");
    }
    return of(call.append(')').toString(), variables);
  }

  /// @param call an expression that refers to these variables
  Case of(String call, Map<String, Value> variables) {
    Expression expression = Parser.parseExpression("case", call).value();
    return new Case(
        call + " with " + cut(HostileValues.show(variables)),
        () -> {
          var sink = new DiagnosticSink();
          evaluator.evaluate(expression, scope(variables), sink);
          return sink.toDiagnostics().all().stream()
              .map(Diagnostic::detail)
              .filter(detail -> detail.contains("bug in esform"))
              .findFirst();
        });
  }

  private static String cut(String text) {
    return text.length() > 2000 ? text.substring(0, 2000) + "…" : text;
  }

  private static Scope scope(Map<String, Value> variables) {
    return (reference, _) ->
        new Scope.Resolution(variables.getOrDefault(reference.root(), Value.of("")), 0);
  }
}
