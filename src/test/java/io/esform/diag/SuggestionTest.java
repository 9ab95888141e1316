package io.esform.diag;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SuggestionTest {

  @Test
  void theNearestNameIsSuggested() {
    assertThat(Suggestion.nearest("adress", List.of("addresses", "address", "dress")))
        .contains("address");
  }

  @Test
  void ofNamesEquallyNearTheFirstInOrderIsSuggested() {
    assertThat(Suggestion.nearest("stores", List.of("stored", "storey", "storeb")))
        .contains("storeb");
  }

  @Test
  void whatIsNoSlipIsNotSuggested() {
    assertThat(Suggestion.nearest("database", List.of("network", "data", "x"))).isEmpty();
    assertThat(Suggestion.nearest("b", List.of("a"))).contains("a");
    assertThat(Suggestion.nearest("bc", List.of("a"))).isEmpty();
  }

  @Test
  void ofVeryManyNamesOnlyTheFirstAreLookedAt() {
    List<String> names = IntStream.range(0, 100_000).mapToObj(at -> "name" + at).toList();
    assertThat(Suggestion.nearest("nome7", names)).contains("name7");
    assertThat(Suggestion.nearest("nome99999", names)).isEmpty();
  }

  @Test
  void lettersThatChangedPlacesAreOneSlip() {
    assertThat(Suggestion.nearest("valeu", List.of("value"))).contains("value");
    assertThat(Suggestion.nearest("eulav", List.of("value"))).isEmpty();
  }
}
