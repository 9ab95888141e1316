package io.esform.eval;

import static org.assertj.core.api.Assertions.assertThat;

import io.esform.diag.DiagnosticSink;
import io.esform.lang.ast.Expression;
import io.esform.testing.Generator;
import io.esform.testing.Property;
import io.esform.value.Marks;
import io.esform.value.Type;
import io.esform.value.Types;
import io.esform.value.Unification;
import io.esform.value.Value;
import io.esform.value.Value.ListValue;
import io.esform.value.Value.MapValue;
import io.esform.value.Value.ObjectValue;
import io.esform.value.Value.TupleValue;
import io.esform.value.ValueGenerators;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// Properties of all expressions with `a` and `b`, for any values of these.
class EvaluationPropertiesTest {

  private static final Generator<String> EXPRESSIONS =
      Generator.of(
          "a + 1",
          "-a",
          "!a",
          "a && b",
          "a || b",
          "a == b",
          "a != b",
          "a < b",
          "a ? 1 : 2",
          "true ? a : a",
          "b ? a : null",
          "true ? b : a",
          "true ? 5 : a",
          "true ? [b] : a",
          "true ? { a = b } : { a = a }",
          "true ? [b, \"x\"] : [a, a]",
          "\"x${a}\"",
          "\"${a}\"",
          "[a, b]",
          "{ k = a }",
          "{ (a) = b }",
          "a.a",
          "a[0]",
          "a[\"a\"]",
          "a[b]",
          "a[*]",
          "a[*].a",
          "[for x in a : x]",
          "[for k, v in a : k]",
          "{ for x in a : x => 1 }",
          "{ for k, v in a : k => v }",
          "[for x in a : x if x == b]",
          "\"%{ if a }y%{ endif }\"",
          "\"<%{ for x in a }${x}%{ endfor }>\"",
          "abs(a)",
          "upper(a)",
          "join(\",\", a)",
          "split(\"a\", a)",
          "length(a)",
          "tostring(a)",
          "tonumber(a)",
          "tobool(a)",
          "tolist(a)",
          "toset(a)",
          "tomap(a)",
          "concat(a, a)",
          "concat(a, [b])",
          "contains(a, b)",
          "distinct(a)",
          "element(a, 0)",
          "element(a, b)",
          "flatten([a, b])",
          "index(a, b)",
          "keys(a)",
          "values(a)",
          "lookup(a, \"a\", null)",
          "merge(a, { z = b })",
          "merge(a, b)",
          "reverse(a)",
          "slice(a, 0, 1)",
          "sort(a)",
          "coalesce(a, b)",
          "coalesce(a, \"x\")",
          "coalesce(b, a)",
          "compact(a)",
          "alltrue(a)",
          "anytrue(a)",
          "chunklist(a, 1)",
          "one(a)",
          "setunion(a, [\"q\"])",
          "setintersection(a, a)",
          "setproduct(a, [1])",
          "zipmap(a, a)",
          "transpose(a)",
          "sum(a)",
          "max(1, a)",
          "format(\"%v\", a)",
          "formatlist(\"%v-%v\", a, b)",
          "jsonencode(a)",
          "yamlencode(a)",
          "base64encode(a)",
          "sha256(a)",
          "md5(a)",
          "trimspace(a)",
          "replace(a, \"a\", \"b\")",
          "regexall(\"[a-z]\", a)",
          "substr(a, 0, 1)",
          "range(a)",
          "try(a.a, \"none\")",
          "try(tonumber(a), b)",
          "max([a, b]...)",
          "coalescelist(a, [1])",
          "sensitive(a)",
          "matchkeys(a, a, [b])",
          "indent(1, a)",
          "title(a)",
          "strrev(a)",
          "startswith(a, \"a\")",
          "templatestring(\"$${v}!\", { v = a })");

  /// The value; empty after a fault.
  private static Optional<Value> evaluate(Expression expression, Value a, Value b) {
    var sink = new DiagnosticSink();
    Value value =
        Evaluations.EVALUATOR.evaluate(
            expression, new VariablesScope(Map.of("a", a, "b", b)), sink);
    return sink.hasErrors() ? Optional.empty() : Optional.of(value);
  }

  @Test
  void anUnknownArgumentNeverGivesADifferentKnownValue() {
    Property.holds(
        8000,
        draw -> {
          Expression expression = Evaluations.parse(draw.from(EXPRESSIONS));
          Value a = draw.from(ValueGenerators.KNOWN);
          Value b = draw.from(ValueGenerators.KNOWN);
          Optional<Value> known = evaluate(expression, a, b);
          if (known.isEmpty()) {
            return;
          }
          for (Value unknown :
              List.of(Value.unknown(Types.ANY), Value.unknown(a.type()), unknownElement(a))) {
            Optional<Value> result = evaluate(expression, unknown, b);
            // A fault is allowed: `unknown && 5` is a fault, although `false && 5` never evaluates
            // the 5.
            result.ifPresent(partly -> assertAgrees(Marks.strip(partly), Marks.strip(known.get())));
          }
        });
  }

  /// Known parts are equal; unknown parts have the type of the known value. The type of a null may
  /// be undetermined while any part is unknown.
  private static void assertAgrees(Value partly, Value known) {
    switch (partly) {
      case Value.UnknownValue(var type) -> assertSameWhereDecided(type, known.type());
      case TupleValue(var elements) -> assertAllAgree(elements, elementsOf(known));
      case ListValue(_, var elements) -> assertAllAgree(elements, elementsOf(known));
      case ObjectValue(var attributes) -> assertEntriesAgree(attributes, known);
      case MapValue(_, var elements) -> assertEntriesAgree(elements, known);
      case Value.SetValue _ -> {
        if (partly.isWhollyKnown()) {
          assertThat(known).isEqualTo(partly);
        }
      }
      case Value.NullValue(var type) -> {
        assertThat(known.isNull()).isTrue();
        assertSameWhereDecided(type, known.type());
      }
      case Value.StringValue _, Value.NumberValue _, Value.BoolValue _, Value.SensitiveValue _ ->
          assertThat(known).isEqualTo(partly);
    }
  }

  private static void assertSameWhereDecided(Type partly, Type known) {
    if (!Unification.containsAny(partly) && !Unification.containsAny(known)) {
      assertThat(known).isEqualTo(partly);
    }
  }

  private static void assertAllAgree(List<Value> partly, List<Value> known) {
    assertThat(known).hasSameSizeAs(partly);
    for (int index = 0; index < partly.size(); index++) {
      assertAgrees(partly.get(index), known.get(index));
    }
  }

  private static void assertEntriesAgree(Map<String, Value> partly, Value known) {
    Map<String, Value> entries =
        known instanceof ObjectValue(var attributes) ? attributes : ((MapValue) known).elements();
    assertThat(List.copyOf(entries.keySet())).isEqualTo(List.copyOf(partly.keySet()));
    assertAllAgree(List.copyOf(partly.values()), List.copyOf(entries.values()));
  }

  private static List<Value> elementsOf(Value value) {
    return value instanceof TupleValue(var elements) ? elements : ((ListValue) value).elements();
  }

  private static Value unknownElement(Value value) {
    if (value instanceof TupleValue(var elements) && !elements.isEmpty()) {
      var copy = new ArrayList<>(elements);
      copy.set(0, Value.unknown(copy.getFirst().type()));
      return new TupleValue(copy);
    }
    if (value instanceof ListValue(Type type, var elements) && !elements.isEmpty()) {
      var copy = new ArrayList<>(elements);
      copy.set(0, Value.unknown(type));
      return new ListValue(type, copy);
    }
    return Value.unknown(value.type());
  }

  @Test
  void sensitivityIsNeverLost() {
    Property.holds(
        8000,
        draw -> {
          Expression expression = Evaluations.parse(draw.from(EXPRESSIONS));
          Value a = draw.from(ValueGenerators.KNOWN);
          Value b = draw.from(ValueGenerators.KNOWN);
          Optional<Value> plain = evaluate(expression, a, b);
          Optional<Value> secret = evaluate(expression, Value.sensitive(a), b);

          assertThat(secret.isPresent()).isEqualTo(plain.isPresent());
          plain.ifPresent(value -> {
            assertThat(Marks.strip(secret.orElseThrow())).isEqualTo(Marks.strip(value));
            assertThat(secret.orElseThrow().containsSensitive() || isWithoutA(expression))
                .as(ValueText.of(secret.orElseThrow()))
                .isTrue();
          });
        });
  }

  /// Whether the result may depend only on `b`: `coalesce` and `try` may not evaluate `a`, and a
  /// conditional may use its other branch.
  private static boolean isWithoutA(Expression expression) {
    return switch (expression) {
      case Expression.ConditionalExpression _ -> true;
      case Expression.FunctionCallExpression call ->
          List.of("try", "coalesce", "coalescelist").contains(call.name());
      default -> false;
    };
  }

  @Test
  void aSensitiveTextIsNeverShownInAFault() {
    Property.holds(
        8000,
        draw -> {
          Expression expression = Evaluations.parse(draw.from(EXPRESSIONS));
          Value b = draw.from(ValueGenerators.KNOWN);
          var sink = new DiagnosticSink();
          for (Value a :
              List.<Value>of(
                  Value.sensitive(Value.of("hunter2")),
                  new TupleValue(List.of(Value.sensitive(Value.of("hunter2")))),
                  Value.sensitive(Value.listOf(List.of("hunter2"))),
                  Value.sensitive(Value.mapOf(b.type(), Map.of("hunter2", b))))) {
            Evaluations.EVALUATOR.evaluate(
                expression, new VariablesScope(Map.of("a", a, "b", b)), sink);
          }
          assertThat(sink.toDiagnostics().all())
              .allSatisfy(
                  fault -> assertThat(fault.summary() + fault.detail()).doesNotContain("hunter2"));
        });
  }
}
