package io.esform.eval;

import static org.assertj.core.api.Assertions.assertThat;

import io.esform.diag.Diagnostic;
import io.esform.diag.DiagnosticSink;
import io.esform.diag.Diagnostics;
import io.esform.value.Types;
import io.esform.value.Value;
import io.esform.value.Value.ListValue;
import io.esform.value.Value.TupleValue;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EvaluatorTest {

  @Test
  void aReferenceComesToTheScopeWithAllItsSteps() {
    var seen = new ArrayList<String>();
    Scope scope =
        (reference, _) -> {
          seen.add(
              reference.root()
                  + reference.segments().stream()
                      .map(segment ->
                          switch (segment) {
                            case Scope.Segment.Name(var name, _) -> "." + name;
                            case Scope.Segment.Key(var key, _) -> "[" + ValueText.of(key) + "]";
                          })
                      .toList());
          return reference.root().equals("index")
              ? new Scope.Resolution(Value.of(2), 0)
              : new Scope.Resolution(Value.objectOf(Map.of("address", Value.of("10.0.0.1"))), 2);
        };
    var sink = new DiagnosticSink();

    Value value =
        Evaluations.EVALUATOR.evaluate(
            Evaluations.parse("es_node.store[index].address"), scope, sink);

    assertThat(value).isEqualTo(Value.of("10.0.0.1"));
    assertThat(seen).containsExactly("index[]", "es_node[.store, [2], .address]");
  }

  @Test
  void aFailedExpressionIsReportedOnceAndGivesAnUnknown() {
    var sink = new DiagnosticSink();

    Value value =
        Evaluations.EVALUATOR.evaluate(
            Evaluations.parse("upper(\"a${missing.b[0]}\") == [for x in missing : x][0] ? 1 : 2"),
            new VariablesScope(Map.of("present", Value.of(1))),
            sink);

    assertThat(value.isKnown()).isFalse();
    assertThat(sink.toDiagnostics().all()).hasSize(2).allMatch(Diagnostic::isError);
  }

  @Test
  void everyDiagnosticHasASubjectAndAContext() {
    for (String source :
        List.of("object.x", "texts[9]", "1 + text", "upper(texts)", "\"a${texts}\"")) {
      Diagnostics found = diagnostics(source);
      assertThat(found.all())
          .singleElement()
          .satisfies(one -> {
            assertThat(one.subject()).isNotNull();
            assertThat(one.context()).isNotNull();
          });
    }
  }

  private static Diagnostics diagnostics(String source) {
    var sink = new DiagnosticSink();
    Evaluations.EVALUATOR.evaluate(
        Evaluations.parse(source), new VariablesScope(Evaluations.names()), sink);
    return sink.toDiagnostics();
  }

  /// Each takes a fraction of a second if its cost is linear, otherwise minutes.
  @ParameterizedTest
  @ValueSource(
      strings = {
        "length([for n in numbers : n + 1])",
        "length({for n in numbers : n => n})",
        "length({for n in numbers : n % 10 => n...})",
        "length(objects[*].id)",
        "length(concat(numbers, numbers))",
        "length(distinct(numbers))",
        "length(flatten([numbers, [numbers]]))",
        "length(toset(numbers))",
        "length(tolist(objects))",
        "length(reverse(numbers))",
        "length(merge({for n in numbers : n => n}, {for n in numbers : \"x${n}\" => n}))",
        "length(join(\",\", numbers))",
        "length(jsonencode(objects))",
        "length(jsondecode(jsonencode(objects)))",
        "length(\"%{ for n in numbers }${n},%{ endfor }\")",
        "length(setsubtract(numbers, numbers))",
        "length(range(100000))",
        "length(zipmap(numbers, objects))",
        "length(values(zipmap(numbers, objects)))",
        "length(split(\",\", join(\",\", numbers)))",
        "length(sort(numbers))",
        "length(true ? numbers : [])",
        "length(chunklist(numbers, 10))",
        "numbers == numbers ? 1 : 2",
        "length([for n in numbers : n if n == numbers[n]])",
      })
  void workGrowsLinearly(String source) {
    int size = 100_000;
    List<Value> numbers = IntStream.range(0, size).mapToObj(Value::of).toList();
    List<Value> objects =
        numbers.stream().map(number -> (Value) Value.objectOf(Map.of("id", number))).toList();
    Map<String, Value> names =
        Map.of(
            "numbers", new ListValue(Types.NUMBER, numbers),
            "objects", new TupleValue(objects));

    ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    long start = threads.getCurrentThreadCpuTime();
    Value value = Evaluations.evaluate(source, names);

    assertThat(value.isKnown()).isTrue();
    assertThat(Duration.ofNanos(threads.getCurrentThreadCpuTime() - start))
        .isLessThan(Duration.ofSeconds(10));
  }

  @Test
  void aLoopReportsAFaultOnceAndNotForEveryElement() {
    var names =
        Map.<String, Value>of("list", new TupleValue(Collections.nCopies(1000, Value.of("x"))));
    var sink = new DiagnosticSink();

    Evaluations.EVALUATOR.evaluate(
        Evaluations.parse(
            "[list[*].y, [for x in list : x + 1], \"%{ for x in list }${x + 1}%{ endfor }\"]"),
        new VariablesScope(names),
        sink);

    assertThat(sink.toDiagnostics().all()).hasSize(3);
  }

  @Test
  void everyListedFunctionIsThereUnderItsName() {
    assertThat(Evaluations.FUNCTIONS.names()).hasSizeGreaterThan(100);
    for (String name : Evaluations.FUNCTIONS.names()) {
      if (!name.equals("try") && !name.equals("can")) {
        assertThat(Evaluations.FUNCTIONS.find(name))
            .hasValueSatisfying(function -> assertThat(function.name()).isEqualTo(name));
      }
    }
  }
}
