package io.esform.value;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.esform.testing.Generator;
import io.esform.testing.Property;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class SortedEntriesTest {

  private static final Generator<String> KEYS = Generator.texts("abAé_\ud83d\ude00\uffff\0", 2);

  /// Behaves like a sorted map of the Java library.
  @Test
  void isLikeATreeMap() {
    Property.holds(
        1000,
        draw -> {
          Map<String, Integer> numbers = draw.from(KEYS.mapsTo(Generator.integers(-3, 3), 8));
          String key = draw.from(KEYS);
          var expected = new TreeMap<String, Value>();
          numbers.forEach((name, number) -> expected.put(name, Value.of(number)));
          SortedEntries entries = SortedEntries.copyOf(new HashMap<>(expected));

          assertThat(entries).isEqualTo(expected).hasSameHashCodeAs(expected);
          assertThat(entries.entrySet()).containsExactlyElementsOf(expected.entrySet());
          assertThat(entries.keySet()).containsExactlyElementsOf(expected.keySet());
          assertThat(entries.values()).containsExactlyElementsOf(expected.values());
          assertThat(entries.get(key)).isEqualTo(expected.get(key));
          assertThat(entries.containsKey(key)).isEqualTo(expected.containsKey(key));
          assertThat(entries.reversed().keySet())
              .containsExactlyElementsOf(expected.descendingMap().keySet());

          SortedEntries more = entries.with(key, Value.of("new"));
          expected.put(key, Value.of("new"));
          assertThat(more).isEqualTo(SortedEntries.copyOf(expected)).isEqualTo(expected);
        });
  }

  @Test
  void whatWasCopiedIsNotCopiedAgain() {
    SortedEntries entries = SortedEntries.copyOf(Map.of("a", Value.of(1)));
    assertThat(SortedEntries.copyOf(entries)).isSameAs(entries);
  }

  @Test
  void aChangeOfTheSourceIsNotSeen() {
    var source = new LinkedHashMap<String, Value>();
    source.put("a", Value.of(1));
    SortedEntries entries = SortedEntries.copyOf(source);
    source.put("b", Value.of(2));
    assertThat(entries.keySet()).isEqualTo(new TreeMap<>(Map.of("a", 1)).keySet());
  }

  @Test
  void cannotBeChanged() {
    SortedEntries entries = SortedEntries.copyOf(Map.of("a", Value.of(1)));
    assertThatThrownBy(() -> entries.put("a", Value.of(2)))
        .isInstanceOf(UnsupportedOperationException.class);
    assertThatThrownBy(() -> entries.values().removeAll(List.of(Value.of(1))))
        .isInstanceOf(UnsupportedOperationException.class);
    assertThatThrownBy(() -> entries.entrySet().iterator().next().setValue(Value.of(2)))
        .isInstanceOf(UnsupportedOperationException.class);
  }
}
