package io.esform.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class PropertyTest {

  private static final Generator<Integer> NUMBERS = Generator.integers(0, 1000);

  @Test
  void everyRunTriesTheSameValues() {
    var first = new ArrayList<Integer>();
    var second = new ArrayList<Integer>();
    Property.holds(100, draw -> first.add(draw.from(NUMBERS)));
    Property.holds(100, draw -> second.add(draw.from(NUMBERS)));

    assertThat(second).isEqualTo(first);
    assertThat(first).contains(0, 1000).hasSize(100);
  }

  @Test
  void ofTheTriesThatFailTheOneWithTheShortestValuesIsShown() {
    Generator<List<Integer>> lists = NUMBERS.lists(20);

    assertThatThrownBy(
            () -> Property.holds(500, draw -> assertThat(draw.from(lists)).hasSizeLessThan(3)))
        .isInstanceOf(AssertionError.class)
        .hasMessageMatching(
            "(?s)Fails with -DfirstSeed=\\d+ -Dtries=1, for\n  \\[\\d+, \\d+, \\d+]\n.*");
  }

  @Test
  void anExceptionIsAFailure() {
    assertThatThrownBy(() ->
            Property.holds(
                1,
                _ -> {
                  throw new IllegalStateException("broken");
                }))
        .isInstanceOf(AssertionError.class)
        .hasRootCauseMessage("broken");
  }
}
