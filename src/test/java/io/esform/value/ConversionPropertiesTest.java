package io.esform.value;

import static org.assertj.core.api.Assertions.assertThat;

import io.esform.testing.Property;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ConversionPropertiesTest {

  @Test
  void convertingTwiceChangesNothing() {
    Property.holds(
        2000,
        draw -> {
          Value value = draw.from(ValueGenerators.ANY);
          Type wanted = draw.from(ValueGenerators.TYPES);
          Conversion.tryConvert(value, wanted)
              .ifPresent(converted ->
                  assertThat(Conversion.tryConvert(converted, wanted)).contains(converted));
        });
  }

  @Test
  void sensitivityIsNeverLost() {
    Property.holds(
        2000,
        draw -> {
          Value value = draw.from(ValueGenerators.ANY);
          Type wanted = draw.from(ValueGenerators.TYPES);
          Optional<Value> converted = Conversion.tryConvert(value, wanted);
          Optional<Value> ofStripped = Conversion.tryConvert(Marks.strip(value), wanted);

          assertThat(converted.isPresent()).isEqualTo(ofStripped.isPresent());
          converted.ifPresent(
              result -> assertThat(Marks.strip(result)).isEqualTo(ofStripped.orElseThrow()));
          if (value.isSensitive()) {
            converted.ifPresent(result -> assertThat(result.isSensitive()).isTrue());
          }
        });
  }

  @Test
  void unknownConvertsToTheTypeThatTheKnownValueHas() {
    Property.holds(
        2000,
        draw -> {
          Value value = draw.from(ValueGenerators.KNOWN);
          Type wanted = draw.from(ValueGenerators.TYPES);
          Optional<Value> converted = Conversion.tryConvert(value, wanted);
          Optional<Value> unknown = Conversion.tryConvert(Value.unknown(value.type()), wanted);

          if (converted.isPresent() && unknown.isPresent()) {
            Type promised = unknown.get().type();
            if (!Unification.containsAny(promised)) {
              assertThat(converted.get().type()).isEqualTo(promised);
            }
          }
        });
  }

  @Test
  void convertedValuesHaveTheWantedType() {
    Property.holds(
        2000,
        draw -> {
          Value value = draw.from(ValueGenerators.ANY);
          Type wanted = draw.from(ValueGenerators.TYPES);
          if (!Unification.containsAny(wanted)) {
            Conversion.tryConvert(value, wanted)
                .ifPresent(converted -> assertThat(converted.type()).isEqualTo(wanted));
          }
        });
  }

  @Test
  void strippedMarksCanBePutBack() {
    Property.holds(
        2000,
        draw -> {
          Value value = draw.from(ValueGenerators.ANY);
          assertThat(Marks.apply(Marks.strip(value), Marks.sensitivePaths(value))).isEqualTo(value);
        });
  }
}
