package io.esform.plan;

import static io.esform.plan.PriorThings.address;
import static io.esform.plan.PriorThings.applied;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.esform.address.ProviderKey;
import io.esform.state.InstanceState;
import io.esform.state.InstanceState.Status;
import io.esform.state.State;
import io.esform.value.Value;
import io.esform.value.Value.ObjectValue;
import io.esform.value.Value.UnknownValue;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The values of an existing object that `ignore_changes` preserves.
class IgnoredChangesTest {

  private static String crate(String arguments, String ignored) {
    return """
    resource "crate" "a" {
      name = "x"
      %s
      lifecycle {
        ignore_changes = %s
      }
    }
    """
        .formatted(arguments, ignored);
  }

  /// An object with these arguments.
  private static State made(String arguments) {
    Plan plan = PlanFixture.of(crate(arguments, "[]")).plan();
    ObjectValue object = withIds(applied(plan).instance(address("crate.a")));
    return with(object, Status.READY);
  }

  /// A row's arguments, `;` between two lines.
  private static String body(@Nullable String row) {
    return row == null
        ? ""
        : row.replace(";", "\n").replaceAll("(?s)^(part|lid) \\{(.*)}$", "$1 {\n$2\n}");
  }

  private static State with(ObjectValue object, Status status) {
    var instance =
        new InstanceState(
            ProviderKey.parse("things"), object, Set.of("any", "triggers"), List.of(), 1, status);
    return State.empty("lineage")
        .withInstances(new TreeMap<>(Map.of(address("crate.a"), instance)));
  }

  /// The state with all computed attributes known.
  private static ObjectValue withIds(@Nullable InstanceState state) {
    return (ObjectValue) known(requireNonNull(state).attributes());
  }

  private static Value known(Value value) {
    return switch (value) {
      case UnknownValue _ -> Value.of("decided");
      case ObjectValue(var attributes) -> {
        var known = new TreeMap<String, Value>();
        attributes.forEach((name, inner) -> known.put(name, known(inner)));
        yield Value.objectOf(known);
      }
      case Value.ListValue(var type, var elements) ->
          Value.listOf(type, elements.stream().map(IgnoredChangesTest::known).toList());
      default -> value;
    };
  }

  private static ObjectValue planned(PlanFixture fixture) {
    return requireNonNull(fixture.plan().changes().getFirst().after());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          # made with                        | configured                        | ignored
          labels = { a = "1" }               |                                   | [labels]
          labels = { a = "1" }               |                                   | all
          labels = { a = "1" }               |                                   | [labels["a"]]
                                             | labels = { a = "1" }              | [labels["a"]]
                                             | labels = { a = "1" }              | [labels]
          labels = { a = "1", b = "2" }      | labels = { b = "2" }              | [labels["a"]]
          labels = { b = "2" }               | labels = { a = "1", b = "2" }     | [labels["a"]]
          size = 5                           |                                   | [size]
          size = 5                           |                                   | all
          place = "here"                     | place = "there"                   | all
          place = "here"                     |                                   | [place]
          secret = "s"                       |                                   | [secret]
          marks = ["a"]                      | marks = ["b", "c"]                | [marks]
          inputs  = ["a", "b"]               | inputs = ["z", "b"]              | [inputs[0]]
          triggers = [1, 2]                  | triggers = [9, 2]                 | [triggers[0]]
          triggers = [1, "a"]                | triggers = ["x", "a"]             | [triggers[0]]
          triggers = { a = 1 }               | triggers = { a = 1, b = 2 }       | [triggers["b"]]
          triggers = { a = 1, b = 2 }        | triggers = { a = 1 }              | [triggers["b"]]
          triggers = { a = 1, b = [1] }      | triggers = { a = 1, b = [2] }     | [triggers.b[0]]
          triggers = { a = { x = 1, y = 1 }} | triggers = { a = { x = 2, y = 1 }} | [triggers.a.x]
          triggers = { a = { x = 1 } }       | triggers = { a = { x = 1, y = 1 }} | [triggers["a"]["y"]]
          any = { a = 1 }                    |                                   | [any["a"]]
                                             | any = { a = 1 }                   | [any.a]
          any = "text"                       | any = [1, 2]                      | [any]
          part { label = "1" }               |                                   | [part]
          part { label = "1" }               |                                   | all
                                             | part { label = "1" }              | [part]
          part { label = "1" }               | part { label = "2" }              | [part[0].label]
          lid { label = "1" }                |                                   | [lid]
          lid { label = "1" }                | lid { label = "2" }               | [lid.label]
          """)
  void aPlanWhoseDifferencesAreAllIgnoredDoesNothing(String before, String now, String ignored) {
    PlanFixture fixture = PlanFixture.of(crate(body(now), ignored)).on(made(body(before)));

    assertThat(fixture.actions()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          labels = { a = "1", b = "2" } | labels = { a = "9", b = "9" } | [labels["a"]]   | UPDATE
          labels = { a = "1", b = "2" } |                               | [labels["a"]]   | UPDATE
          part { label = "1" }          | part { label = "2"; size = 2 } | [part[0].label] | UPDATE
          triggers = [1, 2]             | triggers = [9, 9]             | [triggers[0]]   | REPLACE
          triggers = [1]                | triggers = [1, 2]             | [triggers[1]]   | REPLACE
          triggers = { a = 1 }          | triggers = { b = 2 }          | [triggers["b"]] | REPLACE
          """)
  void everyOtherDifferenceIsPlanned(String before, String now, String ignored, String action) {
    PlanFixture fixture = PlanFixture.of(crate(body(now), ignored)).on(made(body(before)));

    assertThat(fixture.actions()).containsExactly("crate.a " + action);
  }

  @Test
  void whatIsNotKnownYetIsIgnoredAsAWholeButNotByKey() {
    String other = "resource \"thing\" \"b\" { name = \"b\" }\n";
    State state = made("labels = { a = \"1\" }");

    assertThat(
            PlanFixture.of(crate("labels = { a = thing.b.id }", "[labels]") + other)
                .on(state)
                .actions())
        .containsExactly("thing.b CREATE");
    assertThat(
            PlanFixture.of(crate("labels = { a = thing.b.id }", "[labels[\"a\"]]") + other)
                .on(state)
                .actions())
        .containsExactly("thing.b CREATE");
    assertThat(
            PlanFixture.of(
                    crate("labels = thing.b.id == \"1\" ? {} : null", "[labels[\"a\"]]") + other)
                .on(state)
                .actions())
        .containsExactly("crate.a UPDATE", "thing.b CREATE");
  }

  @Test
  void theConfigurationIsValidatedAsItIsWritten() {
    State foreign =
        with(
            withIds(made("").instance(address("crate.a"))).with("size", Value.of(-1)),
            Status.READY);

    assertThat(PlanFixture.of(crate("size = 2", "[size]")).on(foreign).actions()).isEmpty();
    assertThat(PlanFixture.of(crate("size = -2", "[size]")).on(foreign).diagnostics())
        .containsExactly("Invalid size: A size is at least 0.");
  }

  @Test
  void whatTheProviderDecidesIsNeverTakenForConfiguration() {
    PlanFixture fixture =
        PlanFixture.of(crate("", "all")).on(made("part {\n label = \"1\"\n}")).replacing("crate.a");

    ObjectValue after = planned(fixture);
    assertThat(after.get("id").isKnown()).isFalse();
    assertThat(after.get("part")).asString().contains("id=UnknownValue", "label=StringValue");
  }

  @Test
  void aNewObjectInAnObjectsPlaceKeepsWhatIsIgnored() {
    String text = crate("size = 2", "[size]").replace("\"x\"", "\"y\"");

    PlanFixture fixture = PlanFixture.of(text).on(made("size = 5"));

    assertThat(fixture.actions()).containsExactly("crate.a REPLACE");
    assertThat(planned(fixture).get("size")).isEqualTo(Value.of(5));
  }

  @Test
  void aTaintedObjectIsMadeAnewAsTheConfigurationSays() {
    ObjectValue object = withIds(made("size = 5").instance(address("crate.a")));

    PlanFixture fixture =
        PlanFixture.of(crate("size = 2", "[size]")).on(with(object, Status.TAINTED));

    assertThat(planned(fixture).get("size")).isEqualTo(Value.of(2));
  }

  @Test
  void aSecretStaysOneWhereItIsIgnored() {
    State state = made("labels = { a = \"hunter2\" }");
    String text =
        "variable \"s\" {\n  default = \"hunter2\"\n  sensitive = true\n}\n"
            + crate("size = 3\n labels = { a = var.s }", "[labels]");

    assertThat(planned(PlanFixture.of(text).on(state)).get("labels").isSensitive()).isTrue();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          [part.label]      | The block "part" can be repeated
          [lid[0].label]    | The block "lid" cannot be repeated
          [lid.labl]        | Did you mean "label"?
          [size[0]]         | "size" is number
          [marks[0]]        | "marks" is set(string)
          [inputs["a"]]    | "inputs" is list(string)
          [inputs[1.5]]    | takes a list of this resource's arguments
          [nothing]         | has no argument or block named "nothing"
          """)
  void anEntryThatLeadsToNothingIsRefused(String ignored, String why) {
    assertThat(PlanFixture.of(crate("", ignored)).diagnostics())
        .singleElement()
        .asString()
        .startsWith("Invalid ignore_changes: ")
        .contains(why);
  }

  @Test
  void partsOfArgumentsAndBlocksCanBeIgnored() {
    String text =
        """
        resource "box" "a" {
          name   = "x"
          labels = { a = "1", b = "1" }
          part {
            label = "1"
            size  = 1
          }
          lifecycle { ignore_changes = [labels["a"], labels["c"], part[0].label] }
        }
        """;
    State state = applied(PlanFixture.of(text).plan());

    String changed =
        text.replace("a = \"1\"", "a = \"2\"").replace("label = \"1\"", "label = \"2\"");
    assertThat(PlanFixture.of(changed).on(state).plan().isEmpty()).isTrue();
    assertThat(
            PlanFixture.of(changed.replace("a = \"2\", ", "c = \"3\", "))
                .on(state)
                .plan()
                .isEmpty())
        .isTrue();
    assertThat(PlanFixture.of(changed.replace("size  = 1", "size = 2")).on(state).actions())
        .containsExactly("box.a UPDATE");
    assertThat(PlanFixture.of(changed.replace("b = \"1\"", "b = \"2\"")).on(state).actions())
        .containsExactly("box.a UPDATE");
    assertThat(PlanFixture.of(text.replace("[labels[\"a\"]", "[labelz[\"a\"]")).on(state).errors())
        .containsExactly("Invalid ignore_changes @ main.esf:8:33");
  }

  @Test
  void ignoredChangesStayAsTheyAre() {
    String text =
        """
        resource "thing" "a" {
          name = "x"
          size = 1
          lifecycle { ignore_changes = [size] }
        }
        """;
    State state = applied(PlanFixture.of(text).plan());

    Plan plan = PlanFixture.of(text.replace("size = 1", "size = 5")).on(state).plan();

    assertThat(plan.isEmpty()).isTrue();
  }
}
