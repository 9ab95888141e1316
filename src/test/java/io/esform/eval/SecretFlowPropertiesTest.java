package io.esform.eval;

import static org.assertj.core.api.Assertions.assertThat;

import io.esform.diag.Diagnostic;
import io.esform.diag.DiagnosticSink;
import io.esform.testing.Generator;
import io.esform.testing.Property;
import io.esform.value.Conversion;
import io.esform.value.Types;
import io.esform.value.Value;
import io.esform.value.Value.ListValue;
import io.esform.value.Value.MapValue;
import io.esform.value.Value.ObjectValue;
import io.esform.value.Value.SensitiveValue;
import io.esform.value.Value.SetValue;
import io.esform.value.Value.TupleValue;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// Visible parts of a value never depend on a secret: with two different secrets, the values of an
/// expression differ only below marks.
class SecretFlowPropertiesTest {

  private static final String TOKEN = "tok3n-Secret";
  private static final Generator<Secrets> SECRETS =
      Secrets.any(List.of("", "a", "b", "1", "true", "x y", "ab", "[\"a\"]", TOKEN));
  private static final Generator<Secrets> TOKENS = Secrets.any(List.of(TOKEN, TOKEN + "-2"));

  private record Outcome(@Nullable Value value, List<Diagnostic> faults) {}

  private static Outcome evaluate(String source, Secrets secrets) {
    var sink = new DiagnosticSink();
    Value value =
        Evaluations.EVALUATOR.evaluate(
            Evaluations.parse(source), new VariablesScope(secrets.names()), sink);
    return new Outcome(sink.hasErrors() ? null : value, sink.toDiagnostics().all());
  }

  @Test
  void whatDependsOnASecretIsMarked() {
    Property.holds(
        8000,
        draw -> {
          String source = draw.from(RandomExpressions.ofDepth(3));
          Secrets some = draw.from(SECRETS);
          Secrets others = draw.from(SECRETS);
          Value first = evaluate(source, some).value();
          Value second = evaluate(source, others).value();

          if (first != null && second != null) {
            assertThat(ValueText.of(visible(first)))
                .as(source + "\n" + some + "\n" + others)
                .isEqualTo(ValueText.of(visible(second)));
          }
        });
  }

  @Test
  void noFaultShowsASecret() {
    Property.holds(
        8000,
        draw -> {
          String source = draw.from(RandomExpressions.ofDepth(3));
          Secrets secrets = draw.from(TOKENS);
          for (Diagnostic fault : evaluate(source, secrets).faults()) {
            assertThat(fault.summary() + fault.detail())
                .as(source)
                .doesNotContainIgnoringCase("tok3n");
          }
        });
  }

  /// The value with every secret replaced by a constant. Ignores the type to which a value and the
  /// branch that was not taken are unified.
  private static Value visible(Value value) {
    return switch (value) {
      case SensitiveValue _ -> Value.sensitive(Value.of("hidden"));
      case TupleValue(var elements) -> new TupleValue(visible(elements));
      case ListValue(_, var elements) -> new TupleValue(visible(elements));
      case SetValue(_, var elements) -> new TupleValue(visible(elements));
      case MapValue(_, var elements) -> Value.objectOf(visible(elements));
      case ObjectValue(var attributes) -> Value.objectOf(visible(attributes));
      case Value.NullValue _ -> Value.nullOf(Types.ANY);
      case Value.UnknownValue _ -> Value.unknown(Types.ANY);
      case Value.StringValue _, Value.NumberValue _, Value.BoolValue _ ->
          Conversion.tryConvert(value, Types.STRING).orElseThrow();
    };
  }

  private static List<Value> visible(List<Value> elements) {
    return elements.stream().map(SecretFlowPropertiesTest::visible).toList();
  }

  private static Map<String, Value> visible(Map<String, Value> entries) {
    var visible = new TreeMap<String, Value>();
    entries.forEach((name, entry) -> visible.put(name, visible(entry)));
    return visible;
  }
}
