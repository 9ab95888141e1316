package io.esform.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.esform.testing.Generator;
import io.esform.testing.Property;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// Amounts that instances offer and use, and settings that must agree.
class RelationsTest {

  private static PlanFixture fixture(String main) {
    return PlanFixture.of(main).withProviders(List.of(SharedThings.provider()));
  }

  private static List<String> errors(String main) {
    return fixture(main).diagnostics();
  }

  private static String hall(String name, int seats) {
    return "resource \"hall\" \"%1$s\" {\n hall = \"%1$s\"\n seats = %2$d\n}\n"
        .formatted(name, seats);
  }

  private static String guest(String name, String hall, Object seats) {
    return "resource \"guest\" \"%s\" {\n hall = \"%s\"\n seats = %s\n}\n"
        .formatted(name, hall, seats);
  }

  private static String speaker(String name, String language) {
    return "resource \"guest\" \"%s\" {\n hall = \"a\"\n language = \"%s\"\n}\n"
        .formatted(name, language);
  }

  @Test
  void usesUpToTheOfferPass() {
    assertThat(errors(hall("a", 5) + guest("x", "a", 2) + guest("y", "a", 3))).isEmpty();
  }

  @Test
  void oneErrorShowsTheSumOfAllUses() {
    assertThat(errors(hall("a", 5) + guest("x", "a", 2) + guest("y", "a", 4)))
        .containsExactly(
            """
            Not enough seats: Hall a offers 5 seats (seats), but its users can need 6 at the same time:

                4  guest.y: as a guest
                2  guest.x: as a guest
                6  in total

            Set at main.esf:11:10, main.esf:7:10.

            Build a larger hall.\
            """);
  }

  @Test
  void usesOfOtherThingsDoNotCount() {
    assertThat(errors(hall("a", 5) + guest("x", "a", 5) + guest("y", "b", 9))).isEmpty();
  }

  @Test
  void usesUnderAnotherNameCount() {
    String sign = "resource \"sign\" \"s\" {\n name = \"alias\"\n hall = \"a\"\n}\n";
    assertThat(errors(hall("a", 5) + sign + guest("x", "a", 2) + guest("y", "alias", 4)))
        .singleElement()
        .asString()
        .contains("6  in total");
  }

  @Test
  void aNameOfTwoThingsIsNotUsed() {
    String signs =
        """
        resource "sign" "s" {
          name = "alias"
          hall = "a"
        }
        resource "sign" "t" {
          name = "alias"
          hall = "b"
        }
        """;
    assertThat(errors(hall("a", 5) + signs + guest("y", "alias", 9))).isEmpty();
  }

  @Test
  void namesInACircleEnd() {
    String signs =
        """
        resource "sign" "s" {
          name = "a"
          hall = "b"
        }
        resource "sign" "t" {
          name = "b"
          hall = "a"
        }
        """;
    assertThat(errors(hall("a", 5) + signs + guest("y", "a", 4))).isEmpty();
  }

  @Test
  void anUnknownAmountIsNotCounted() {
    String unknown = "resource \"guest\" \"z\" {}\n";
    assertThat(
            errors(
                hall("a", 5)
                    + unknown
                    + guest("x", "a", 5)
                    + guest("y", "a", "length(guest.z.id)")))
        .isEmpty();
  }

  @Test
  void manyUsesAreShortened() {
    String many =
        "resource \"guest\" \"x\" {\n count = 30\n hall = \"a\"\n seats = 1000 + count.index\n}\n";
    assertThat(errors(hall("a", 5) + many))
        .singleElement()
        .asString()
        .contains(" 1,029  guest.x[29]: as a guest")
        .contains("18,153  18 others")
        .contains("30,435  in total");
  }

  @Test
  void differentSettingsAreOneErrorAtTheRarestValue() {
    assertThat(errors(speaker("x", "en") + speaker("y", "de") + speaker("z", "en")))
        .containsExactly(
            """
            Settings do not agree: Not all instances have the same value for the language of hall a:

                en, set at main.esf:3:13, main.esf:11:13
                  guest.x
                  guest.z
                de, set at main.esf:7:13
                  guest.y

            Guests would not understand each other.\
            """);
    assertThat(fixture(speaker("x", "en") + speaker("y", "de") + speaker("z", "en")).errors())
        .containsExactly("Settings do not agree @ main.esf:7:13");
  }

  @Test
  void secretsAreHidden() {
    assertThat(
            errors(
                """
                resource "guest" "x" {
                  hall     = "a"
                  language = "hunter2-hunter2"
                  secret   = "hunter2-hunter2"
                }
                """
                    + speaker("y", "de")))
        .singleElement()
        .asString()
        .contains("(sensitive)")
        .doesNotContain("hunter2");
  }

  @Test
  void unchangedInstancesCount() {
    String before = hall("a", 5) + guest("x", "a", 3);
    PlanFixture after =
        fixture(before + guest("y", "a", 3)).on(PriorThings.applied(fixture(before).plan()));
    assertThat(after.diagnostics()).singleElement().asString().contains("6  in total");
  }

  @Test
  void removedInstancesDoNotCount() {
    String before = hall("a", 5) + guest("x", "a", 3);
    PlanFixture after =
        fixture(hall("a", 5) + guest("y", "a", 3)).on(PriorThings.applied(fixture(before).plan()));
    assertThat(after.diagnostics()).isEmpty();
  }

  @Test
  void existingObjectsOutsideTheTargetsCount() {
    String before = hall("a", 5) + guest("x", "a", 3);
    PlanFixture after =
        fixture(before + guest("y", "a", 3)).on(PriorThings.applied(fixture(before).plan()));
    assertThat(after.targeting("guest.y").diagnostics())
        .containsExactly(
            """
            Not enough seats: Hall a offers 5 seats (seats), but its users can need 6 at the same time:

                3  guest.x (not in the targets): as a guest
                3  guest.y: as a guest
                6  in total

            Set at main.esf:11:10.

            Build a larger hall.\
            """);
  }

  @Test
  void faultsAmongObjectsThatAPartialPlanDoesNotChangeAreNotReported() {
    String fitting = hall("a", 9) + guest("x", "a", 3) + guest("y", "a", 3);
    String main = hall("a", 5) + guest("x", "a", 3) + guest("y", "a", 3) + guest("z", "b", 1);
    var state = PriorThings.applied(fixture(fitting).plan());
    assertThat(fixture(main).on(state).diagnostics()).hasSize(1);
    assertThat(fixture(main).on(state).targeting("guest.z").diagnostics()).isEmpty();
    assertThat(fixture(main).on(state).targeting("guest.x").diagnostics()).isEmpty();
    assertThat(fixture(main).on(state).targeting("hall.a").diagnostics()).hasSize(1);
  }

  @Test
  void aSumWithinTheOfferPassesAndALargerOneIsRefusedInEveryOrder() {
    Property.holds(
        150,
        draw -> {
          int offer = draw.from(Generator.integers(0, 40));
          List<Integer> uses = draw.from(Generator.integers(0, 12).lists(8));
          long order = draw.from(Generator.integers(0, 1_000));
          var blocks = new ArrayList<String>();
          blocks.add(hall("a", offer));
          for (int index = 0; index < uses.size(); index++) {
            blocks.add(guest("g" + index, "a", uses.get(index)));
          }
          Collections.shuffle(blocks, new Random(order));
          int sum = uses.stream().mapToInt(Integer::intValue).sum();
          assertThat(errors(String.join("", blocks))).hasSize(sum > offer ? 1 : 0);
        });
  }
}
