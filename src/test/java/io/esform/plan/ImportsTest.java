package io.esform.plan;

import static io.esform.plan.PriorThings.address;
import static io.esform.plan.PriorThings.state;
import static io.esform.plan.PriorThings.thing;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.esform.plan.existing.Imports.ImportResult;
import io.esform.value.Value;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Imports by `import` blocks, and their errors.
class ImportsTest {

  @Test
  void anObjectThatIsAsTheConfigurationSaysIsTakenOverAsItIs() {
    Plan plan =
        fixture("resource \"thing\" \"a\" {\n name = \"x\"\n secret = \"hunter2\"\n}\n").plan();

    assertThat(summaries(plan)).containsExactly("thing.a NO_OP from i-1");
    assertThat(plan.isEmpty()).isFalse();
    assertThat(plan.toImport()).isEqualTo(1);
    assertThat(requireNonNull(plan.prior().instance(address("thing.a"))).attributes().get("secret"))
        .isEqualTo(Value.sensitive(Value.of("hunter2")));
  }

  @Test
  void whatTheConfigurationSaysOtherwiseIsChanged() {
    assertThat(summaries(fixture(thing("a", "x")).plan()))
        .containsExactly("thing.a UPDATE from i-1");
  }

  @Test
  void aForEachImportsOneInstanceForEachKey() {
    PlanFixture fixture =
        PlanFixture.of(
            """
            resource "thing" "a" {
              for_each = { k = "x", l = "y" }
              name     = each.value
            }
            import {
              for_each = { k = "i-1", l = "i-2" }
              to       = thing.a[each.key]
              id       = each.value
            }
            """);
    fixture.exists("i-1", "x");
    fixture.exists("i-2", "y");

    assertThat(summaries(fixture.plan()))
        .containsExactly("thing.a[\"k\"] UPDATE from i-1", "thing.a[\"l\"] UPDATE from i-2");
  }

  @Test
  void aBlockThatHasBeenFollowedMayStay() {
    PlanFixture fixture =
        PlanFixture.of(thing("a", "x") + block("thing.a", "id-thing.a")).on(state("thing.a=x"));

    assertThat(summaries(fixture.plan())).containsExactly("thing.a NO_OP");
  }

  @Test
  void anotherObjectAtTheAddressIsRefused() {
    assertThat(fixture(thing("a", "x")).on(state("thing.a=x")).errors())
        .containsExactly("Import address already in use @ main.esf:2:1");
  }

  @Test
  void anObjectThatIsManagedUnderAnotherAddressIsRefused() {
    assertThat(
            PlanFixture.of(thing("a", "x") + thing("b", "y") + block("thing.b", "id-thing.a"))
                .on(state("thing.a=x"))
                .errors())
        .containsExactly("Object already managed @ main.esf:3:1");
  }

  @Test
  void twoImportsToOneAddressAreRefused() {
    PlanFixture fixture = fixture(thing("a", "x") + block("thing.a", "i-1"));

    assertThat(fixture.errors()).containsExactly("Duplicate import configuration @ main.esf:6:1");
  }

  @Test
  void oneObjectForTwoAddressesIsRefused() {
    PlanFixture fixture = fixture(thing("a", "x") + thing("b", "y") + block("thing.b", "i-1"));

    assertThat(fixture.errors()).containsExactly("Object already managed @ main.esf:7:1");
  }

  @Test
  void whatIsNotThereIsRefused() {
    assertThat(PlanFixture.of(thing("a", "x") + block("thing.a", "i-9")).errors())
        .containsExactly("Cannot import non-existent remote object @ main.esf:2:1");
  }

  @Test
  void aTypeThatCannotBeImportedIsRefused() {
    assertThat(
            PlanFixture.of(
                    "resource \"fixture\" \"a\" { name = \"x\" }\n" + block("fixture.a", "i-1"))
                .errors())
        .containsExactly("Type cannot be imported @ main.esf:2:1");
  }

  @Test
  void anAddressWithoutConfigurationIsRefused() {
    assertThat(fixture("").errors())
        .containsExactly("Configuration for import target does not exist @ main.esf:1:1");
    assertThat(fixture("resource \"thing\" \"a\" {\n count = 1\n name = \"x\"\n}\n").errors())
        .containsExactly("Configuration for import target does not exist");
  }

  @Test
  void whatAnObjectDoesNotTellIsAsItsBlockHasIt() {
    Plan plan = vault("x", "\"f\"").plan();

    assertThat(summaries(plan)).containsExactly("vault.a NO_OP from i-7");
    assertThat(requireNonNull(plan.prior().instance(address("vault.a"))).attributes().get("secret"))
        .isEqualTo(Value.sensitive(Value.of("hunter2")));
  }

  @Test
  void theCommandTakesItOverInTheSameWay() {
    PlanFixture fixture = vault("x", "\"f\"");

    ImportResult result = fixture.importing("vault.a", "i-7");

    assertThat(result.diagnostics()).isEmpty();
    assertThat(result.objects())
        .singleElement()
        .extracting(object -> object.state().attributes().get("secret"))
        .isEqualTo(Value.sensitive(Value.of("hunter2")));
  }

  @Test
  void whatItTellsOtherwiseIsChanged() {
    assertThat(summaries(vault("y", "\"f\"").plan())).containsExactly("vault.a REPLACE from i-7");
  }

  @Test
  void whatItsBlockRefersToMayBeImportedInTheSameRun() {
    PlanFixture fixture = vault("x", "thing.b.id", thing("b", "z") + block("thing.b", "i-8"));
    fixture.exists("i-8", "z");

    assertThat(summaries(fixture.plan()))
        .containsExactly("thing.b UPDATE from i-8", "vault.a NO_OP from i-7");
  }

  @Test
  void whatItsBlockRefersToMustBeKnown() {
    assertThat(vault("x", "thing.b.id", thing("b", "z")).errors())
        .containsExactly("Cannot import yet @ main.esf:1:1");
  }

  @Test
  void whatIsGoneWhileItIsReadIsRefused() {
    PlanFixture fixture = vault("fleeting", "\"f\"");
    fixture.exists("i-7", "fleeting");

    assertThat(fixture.errors())
        .containsExactly("Cannot import non-existent remote object @ main.esf:1:1");
  }

  /// @param friend an expression
  private static PlanFixture vault(String name, String friend, String... more) {
    PlanFixture fixture =
        PlanFixture.of(
            """
            resource "vault" "a" {
              name    = "%s"
              secret  = "hunter2"
              inputs  = [%s]
            }
            import {
              to = vault.a
              id = "i-7"
            }
            """
                    .formatted(name, friend)
                + String.join("", more));
    fixture.exists("i-7", "x");
    return fixture;
  }

  @Test
  void anIdThatIsNotKnownYetIsRefused() {
    assertThat(
            PlanFixture.of(
                    thing("a", "x")
                        + thing("b", "y")
                        + "import {\n to = thing.a\n id = thing.b.id\n}\n")
                .errors())
        .containsExactly("Invalid import id @ main.esf:5:7");
  }

  @Test
  void destroyingEverythingImportsNothing() {
    assertThat(fixture(thing("a", "x")).destroying().plan().changes()).isEmpty();
  }

  private static PlanFixture fixture(String configuration) {
    PlanFixture fixture = PlanFixture.of(configuration + block("thing.a", "i-1"));
    fixture.exists("i-1", "x");
    return fixture;
  }

  private static String block(String to, String id) {
    return "import {\n  to = %s\n  id = \"%s\"\n}\n".formatted(to, id);
  }

  private static List<String> summaries(Plan plan) {
    return plan.changes().stream()
        .map(change ->
            change.address()
                + " "
                + change.action()
                + (change.priorObject() instanceof PriorObject.ByImport(var id)
                    ? " from " + id
                    : ""))
        .toList();
  }
}
