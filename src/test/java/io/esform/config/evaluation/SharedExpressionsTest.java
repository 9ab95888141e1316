package io.esform.config.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import io.esform.config.TemplateReader;
import io.esform.config.decode.ConfigurationLoader;
import io.esform.config.evaluation.ModuleScope.RunNames;
import io.esform.diag.Diagnostic;
import io.esform.diag.DiagnosticSink;
import io.esform.eval.Evaluator;
import io.esform.eval.functions.Files;
import io.esform.eval.functions.FunctionEnvironment;
import io.esform.eval.functions.Functions;
import io.esform.schema.AttributeSchema;
import io.esform.schema.Schema;
import io.esform.testing.MemoryFiles;
import io.esform.testing.NoFiles;
import io.esform.value.Types;
import io.esform.value.Value;
import java.nio.file.NoSuchFileException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// The number of evaluations of shared expressions, measured by the files that they read.
class SharedExpressionsTest {

  private static final Schema SCHEMA =
      Schema.of("A thing.", AttributeSchema.optional("name", Types.ANY, "Its name."));

  private final List<String> reads = new ArrayList<>();
  private final DiagnosticSink faults = new DiagnosticSink();

  @Test
  void whatIsTheSameForAllInstancesIsEvaluatedOnce() {
    List<Value> names =
        names(
            """
            resource "thing" "a" {
              count = 100
              name  = [for i in range(100) : "${file("x")} ${i}"][count.index]
            }
            """);

    assertThat(reads).hasSize(100);
    assertThat(names).hasSize(100).startsWith(Value.of("x 0")).endsWith(Value.of("x 99"));
  }

  @Test
  void aPartOfAPartIsTooWhereTheWholeIsNot() {
    names(
        """
        resource "thing" "a" {
          for_each = toset(["k", "l", "m"])
          name     = join(each.key, split(",", file("x")))
        }
        """);
    assertThat(reads).containsExactly("x");
  }

  @Test
  void whatNamesTheInstanceIsEvaluatedForEach() {
    List<Value> names =
        names(
            """
            resource "thing" "a" {
              count = 3
              name  = file("x${count.index}")
            }
            resource "thing" "b" {
              for_each = toset(["k", "l"])
              name     = upper(each.key)
            }
            """);

    assertThat(reads).containsExactly("x0", "x1", "x2");
    assertThat(names).endsWith(Value.of("K"), Value.of("L"));
  }

  @Test
  void everyModuleInstanceHasItsOwn() {
    List<Value> names =
        names(
            """
            module "m" {
              source = "./m"
              count  = 2
              name   = "x${count.index}"
            }
            """);

    assertThat(reads).containsExactly("x0", "x1");
    assertThat(names)
        .containsExactly(Value.of("x0"), Value.of("x0"), Value.of("x1"), Value.of("x1"));
  }

  @Test
  void aFaultIsReportedForEveryInstance() {
    names(
        """
        resource "thing" "a" {
          count = 3
          name  = file("missing")
        }
        """);

    assertThat(reads).containsExactly("missing");
    assertThat(faults.toDiagnostics().all())
        .hasSize(3)
        .extracting(Diagnostic::summary)
        .containsOnly("Error in function call");
  }

  @Test
  void aFaultInWhatIsNotChosenIsNotReported() {
    List<Value> names =
        names(
            """
            resource "thing" "a" {
              count = 2
              name  = count.index < 2 ? "chosen" : file("missing")
            }
            resource "thing" "b" {
              count = 2
              name  = try(file("missing"), "tried")
            }
            """);

    assertThat(faults.hasErrors()).isFalse();
    assertThat(names)
        .containsExactly(
            Value.of("chosen"), Value.of("chosen"), Value.of("tried"), Value.of("tried"));
  }

  @Test
  void theOutputsOfAllInstancesOfAModuleArePutTogetherOnce() {
    Evaluation evaluation =
        evaluation(
            """
            module "m" {
              source = "./m"
              count  = 2
              name   = "x"
            }
            locals {
              first  = module.m
              second = module.m
            }
            """);
    assertThat(evaluation.root().local("first")).isSameAs(evaluation.root().local("second"));
  }

  /// The names of all instances, in order.
  private List<Value> names(String main) {
    Evaluation evaluation = evaluation(main);
    var names = new ArrayList<Value>();
    evaluation.forEachInstance(
        instance -> names.add(evaluation.configuration(instance, SCHEMA, faults).get("name")));
    return names;
  }

  private Evaluation evaluation(String main) {
    String module =
        """
        variable "name" {}
        resource "thing" "c" {
          count = 2
          name  = file(var.name)
        }
        output "name" { value = var.name }
        """;
    var functions =
        new Functions(new FunctionEnvironment(counting(), new TemplateReader(), Instant.EPOCH));
    var evaluator = new Evaluator(functions);
    var files = new MemoryFiles(Map.of("main.esf", main, "m/main.esf", module));
    var loaded = ConfigurationLoader.load(".", files, evaluator);
    assertThat(loaded.diagnostics().all()).isEmpty();
    var inputs =
        new Evaluation.Inputs(
            loaded.configuration(), Map.of(), evaluator, new RunNames(".", "/", "default"), false);
    return new Evaluation(inputs, _ -> Value.unknown(Types.ANY));
  }

  /// All files except `missing` exist, and contain their names.
  private Files counting() {
    return new NoFiles() {
      @Override
      public String text(String path) throws NoSuchFileException {
        reads.add(path);
        return path.equals("missing") ? super.text(path) : path;
      }
    };
  }
}
