package io.esform.apply;

import static org.assertj.core.api.Assertions.assertThat;

import io.esform.plan.Change;
import io.esform.plan.Plan;
import io.esform.testing.FakeProvider;
import io.esform.testing.Workbench;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// The size of plans and of their step graphs is linear in the number of instances, for any
/// dependencies; measured by dependencies, steps and edges.
class StepGraphGrowthTest {

  private static final int FEW = 30;

  /// Two groups of instances; one depends on the other.
  enum Shape {
    COUNT_TO_COUNT(
        """
        resource "thing" "a" {
          count = %1$d
          name  = "a"
        }
        resource "thing" "b" {
          count = %1$d
          name  = thing.a[count.index].id
        }
        """),
    COUNT_THROUGH_LOCAL(
        """
        resource "thing" "a" {
          count = %1$d
          name  = "a"
        }
        locals { ids = [for i in range(%1$d) : thing.a[i].id] }
        resource "thing" "b" {
          count = %1$d
          name  = local.ids[count.index]
        }
        """),
    MODULE_TO_MODULE(
        """
        module "a" {
          source = "./part"
          count  = %1$d
          name   = "a"
        }
        module "b" {
          source = "./part"
          count  = %1$d
          name   = module.a[count.index].id
        }
        """),
    ALL_MODULES_TO_EACH(
        """
        module "a" {
          source   = "./part"
          for_each = toset([for i in range(%1$d) : tostring(i)])
          name     = each.key
        }
        resource "thing" "b" {
          count = %1$d
          name  = join(",", [for one in module.a : one.id])
        }
        """),
    NESTED_MODULES(
        """
        module "a" {
          source = "./outer"
          count  = %1$d
        }
        module "b" {
          source = "./part"
          count  = %1$d
          name   = module.a[count.index].id
        }
        """);

    private final String text;

    Shape(String text) {
      this.text = text;
    }
  }

  private static final String PART =
      """
      variable "name" { type = string }
      resource "thing" "one" {
        name = var.name
      }
      output "id" { value = thing.one.id }
      """;

  private static final String OUTER =
      """
      module "inner" {
        source = "../part"
        count  = 2
        name   = "inner"
      }
      module "last" {
        source = "../part"
        name   = join(",", [for one in module.inner : one.id])
      }
      output "id" { value = module.last.id }
      """;

  @ParameterizedTest
  @EnumSource(Shape.class)
  void edgesAndDependenciesGrowWithInstances(Shape shape) {
    assertThat(size(shape, 10 * FEW)).isLessThanOrEqualTo(11 * size(shape, FEW));
  }

  /// The size of a plan that creates everything and of one that destroys it.
  private static long size(Shape shape, int number) {
    String main = shape.text.formatted(number);
    Workbench bench =
        new Workbench(new FakeProvider())
            .withFile("part/part.esf", PART)
            .withFile("outer/outer.esf", OUTER);
    Plan plan = bench.plan(main);
    long made = size(plan);
    assertThat(bench.apply(plan).diagnostics().all()).isEmpty();
    return made + size(bench.planDestroy(main));
  }

  private static long size(Plan plan) {
    long dependencies = 0;
    for (Change change : plan.changes()) {
      dependencies += change.dependencies().size();
    }
    long edges = 0;
    for (Step step : StepGraph.of(plan)) {
      edges += 1 + step.successors.size();
    }
    return dependencies + edges;
  }
}
