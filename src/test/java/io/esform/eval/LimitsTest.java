package io.esform.eval;

import static org.assertj.core.api.Assertions.assertThat;

import io.esform.diag.Diagnostic;
import io.esform.diag.DiagnosticSink;
import io.esform.value.Value;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The size of results and the time of evaluation are limited wherever they could grow without
/// bound.
class LimitsTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "indent(1000000000, \"a\\nb\")",
        "formatlist(\"%9999s\", range(100000))",
        "format(join(\"\", [for i in range(9000) : \"%9999s\"]), range(9000)...)",
        "replace(text50k, \"a\", text50k)",
        "replace(text50k, \"/a/\", text50k)",
        "replace(text50k, \"\", text50k)",
        "join(text50k, split(\"\", text50k))",
        "split(\"\", join(\"\", [for i in range(40) : text50k]))",
        "\"%{ for i in range(10000) }${text50k}%{ endfor }\"",
        "[for i in range(10000) : \"${text50k}${i}\"]",
        "[for i in range(3000) : range(1000)]",
        "{ for i in range(10000) : i => \"${text50k}${i}\" }",
        "[range(600000), range(600000), range(600000)]",
        "{ a = range(600000), b = range(600000), c = range(600000) }",
        "concat(range(600000), range(600000), range(600000))",
        "range(0, 9e5, 1 + tonumber(\"1e-9900\"))",
        "setproduct(range(1000), range(1000))",
        "jsonencode([for i in range(600000) : tonumber(\"1e9999\")])",
        "yamlencode([for i in range(600000) : tonumber(\"1e9999\")])",
        "jsondecode(\"[${join(\",\", range(600000))},${join(\",\", range(600000))}]\")",
        "csvdecode(\"a\\n${join(\"\\n\", range(600000))}\")",
        "regexall(\"\", join(\"\", [for i in range(40) : text50k]))",
        "urlencode(join(\"\", [for i in range(900) : replace(text50k, \"a\", \"é\")]))",
        "base64encode(join(\"\", [for i in range(1100) : text50k]))",
        "templatestring(\"$${t}$${t}$${t}$${t}\", { t = join(\"\", [for i in range(800) : text50k])"
            + " })"
      })
  void whatProducesTooMuchIsRefusedByTheLimitsName(String source) {
    assertThat(fault(source).detail()).contains("larger than 64 MiB, the limit for one expression");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[for a in range(1000000) : 1 if length([for b in range(1000000) : b]) == 0]",
        "[for a in range(1000000) : length(sha256(text50k))]",
        "[for a in range(1000000) : 1 if text50k == \"${text50k}b\"]",
        "[for a in range(1000000) : length(jsondecode(\"[${join(\",\", range(1000))}]\"))]",
        "regex(\"(.{0,1000}){4}b\", text50k)",
        "length(regexall(\"a(.*b)?\", text50k))",
        "replace(text50k, \"/(a|aa|aaa|aaaa){0,500}b/\", \"\")",
        "templatestring(\"%{ for a in range(1000000) }%{ for b in range(1000000) }%{ endfor }%{"
            + " endfor }\", {})",
        "length([for a in range(1000000) : 1 if can(length([for b in range(1000000) : b]) == 0)])",
        "try([for a in range(1000000) : 1 if length([for b in range(1000000) : b]) == 0], 1)"
      })
  void whatTakesTooLongIsRefusedByTheLimitsName(String source) {
    var hurried = new Evaluator(Evaluations.FUNCTIONS, 1_000_000);
    assertThat(fault(hurried, source).detail())
        .contains("more than 1,000,000 steps, the limit for one expression");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "regex(\"((((a{0,100}){0,100}){0,100}){0,100}){0,100}\", \"a\")",
        "regex(\"[(]((a{0,100}){0,100}){0,100}\", \"a\")",
        "regex(text50k, \"a\")"
      })
  void aPatternThatCompilesToTooMuchIsRefused(String source) {
    assertThat(fault(source).detail()).contains("the pattern is longer than 10,000 characters");
  }

  @Test
  void aRefusedPatternIsAFaultAlsoWhereTheTextIsUnknown() {
    assertThat(fault("regex(\"[\", unknown_text)").detail()).contains("not a valid pattern");
  }

  @Test
  void aMessageThatNamesALargeTypeIsCut() {
    assertThat(fault("true ? [for i in range(100000) : i] : \"a\"").detail()).hasSizeLessThan(5000);
  }

  @Test
  void aValueThatDoublesThirtyTimesIsRefused() {
    for (String doubling : new String[] {"[v, v]", "\"${v}${v}\"", "{ a = v, b = v }"}) {
      assertThat(last(doubling, 30).summary()).isEqualTo("Expression produces too much");
    }
  }

  @Test
  void aValueThatIsNestedTooDeepIsRefused() {
    assertThat(last("[v]", 300).detail()).contains("nested more than 200 deep");
    assertThat(last("{ a = v }", 300).detail()).contains("nested more than 200 deep");
  }

  /// The first fault of a chain of local values, each computed from the previous one.
  private static Diagnostic last(String source, int times) {
    var sink = new DiagnosticSink();
    Value value = Value.of("x");
    for (int time = 0; time < times && !sink.hasErrors(); time++) {
      value =
          Evaluations.EVALUATOR.evaluate(
              Evaluations.parse(source), new VariablesScope(Map.of("v", value)), sink);
    }
    return sink.toDiagnostics().all().getFirst();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "jsondecode(\"1e2147483648\")",
        "jsondecode(\"1e-2147483649\")",
        "jsondecode(\"[1e99999]\")",
        "yamldecode(\"a: .inf\")",
        "yamldecode(\"a: .nan\")",
        "yamldecode(\"a: 1e2147483648\")",
        "tonumber(\"1e999999\")",
        "tonumber(\"1e99999999999\")",
        "parseint(\"${text50k}\", 16)",
        "pow(10, 100000)",
        "pow(0.1, 1e999)",
        "sum([1e999, tonumber(\"1e-9999\")])",
        "1e999 * tonumber(\"1e9999\")",
        "file(\"a\\u0000b\")",
        "fileexists(\"a\\u0000b\")",
        "abspath(\"a\\u0000b\")",
        "pathexpand(\"a\\u0000b\")",
        "filebase64(\"a\\u0000b\")",
        "filesha256(\"a\\u0000b\")",
        "templatefile(\"a\\u0000b\", {})",
        "fileset(\"a\\u0000b\", \"*\")",
        "fileset(\".\", \"[\")",
        "fileset(\".\", \"{\")",
        "fileset(\".\", \"{a,{b}}\")",
        "fileset(\".\", \"\\\\\")",
        "fileset(\".\", \"[z-a]\")",
        "fileset(\".\", \"[a/b]\")",
        "formatdate(\"'\", \"2026-01-31T12:00:00Z\")"
      })
  void whatNoFunctionCanUseIsAFault(String source) {
    assertThat(fault(source).summary())
        .isIn("Error in function call", "Number too long", "Expression produces too much");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "length(join(\"\", [for i in range(1000) : text50k])) == 50000000",
        "length(range(1000000)) == 1000000",
        "strcontains(text50k, \"${text50k}b\") == false",
        "length(split(substr(text50k, 0, 30), text50k)) == 1667",
        "length(replace(text50k, \"aaaaaaaaaaaaaaaaaaaa\", \"\")) == 0",
        "replace(\"abc\", \"\", \"-\") == \"-a-b-c-\"",
        "replace(\"abcabc\", \"/b(c)/\", \"$1\") == \"acac\"",
        "length(regexall(\"a\", text50k)) == 50000",
        "trim(text50k, \"${replace(text50k, \"a\", \"b\")}a\") == \"\"",
        "formatdate(\"'${replace(text50k, \"a\", \"''\")}'\", \"2026-01-31T12:00:00Z\") =="
            + " replace(text50k, \"a\", \"'\")",
        "try(indent(1000000000, \"a\\nb\"), \"too much\") == \"too much\""
      })
  void whatIsMerelyLargeIsDone(String source) {
    assertThat(Evaluations.evaluate(source, names())).isEqualTo(Value.of(true));
  }

  private static Diagnostic fault(String source) {
    return fault(Evaluations.EVALUATOR, source);
  }

  private static Diagnostic fault(Evaluator evaluator, String source) {
    var sink = new DiagnosticSink();
    evaluator.evaluate(Evaluations.parse(source), new VariablesScope(names()), sink);
    assertThat(sink.hasErrors()).as(source).isTrue();
    return sink.toDiagnostics().all().getFirst();
  }

  private static Map<String, Value> names() {
    var names = new TreeMap<>(Evaluations.names());
    names.put("text50k", Value.of("a".repeat(50_000)));
    return names;
  }
}
