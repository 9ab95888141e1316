package io.esform.value;

import static org.assertj.core.api.Assertions.assertThat;

import io.esform.value.Value.TupleValue;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class MarksTest {

  private static final Value SECRET = Value.sensitive(Value.of("hunter2"));

  private static final Value NESTED =
      Value.objectOf(
          Map.of(
              "plain", Value.of(1),
              "password", SECRET,
              "list", new TupleValue(List.of(Value.of("a"), SECRET)),
              "map", Value.mapOf(Types.STRING, Map.of("k", SECRET)),
              "all", Value.sensitive(Value.listOf(List.of("x")))));

  @Test
  void pathsOfMarksAreFoundInOrder() {
    assertThat(Marks.sensitivePaths(NESTED).stream().map(AttributePath::toString))
        .containsExactly("all", "list[1]", "map[\"k\"]", "password");
    assertThat(Marks.sensitivePaths(SECRET)).containsExactly(AttributePath.ROOT);
  }

  @Test
  void whatIsStrippedCanBePutBack() {
    Value stripped = Marks.strip(NESTED);

    assertThat(stripped.containsSensitive()).isFalse();
    assertThat(Marks.apply(stripped, Marks.sensitivePaths(NESTED))).isEqualTo(NESTED);
    assertThat(Marks.apply(NESTED, Marks.sensitivePaths(NESTED))).isEqualTo(NESTED);
  }

  @Test
  void aPathIntoAnUnknownOrNullMarksIt() {
    Value known =
        Value.objectOf(Map.of("a", Value.unknown(Types.ANY), "b", Value.nullOf(Types.ANY)));

    Value marked =
        Marks.apply(
            known, Set.of(AttributePath.of("a").attribute("x"), AttributePath.of("b").index(0)));

    assertThat(marked)
        .isEqualTo(
            Value.objectOf(
                Map.of(
                    "a", Value.sensitive(Value.unknown(Types.ANY)),
                    "b", Value.sensitive(Value.nullOf(Types.ANY)))));
  }

  @Test
  void aPathToWhatIsNotThereMarksNothing() {
    Value value = Value.objectOf(Map.of("list", Value.listOf(List.of("a"))));

    assertThat(
            Marks.apply(
                value, List.of(AttributePath.of("list").index(5), AttributePath.of("gone"))))
        .isEqualTo(value);
  }
}
