package io.esform.value;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class ConversionProperties {

  @Property(tries = 2000)
  void convertingTwiceChangesNothing(@ForAll("values") Value value, @ForAll("types") Type wanted) {
    Conversion.tryConvert(value, wanted)
        .ifPresent(
            converted -> assertThat(Conversion.tryConvert(converted, wanted)).contains(converted));
  }

  @Property(tries = 2000)
  void sensitivityIsNeverLost(@ForAll("values") Value value, @ForAll("types") Type wanted) {
    Optional<Value> converted = Conversion.tryConvert(value, wanted);
    Optional<Value> ofStripped = Conversion.tryConvert(Marks.strip(value), wanted);

    assertThat(converted.isPresent()).isEqualTo(ofStripped.isPresent());
    converted.ifPresent(
        result -> assertThat(Marks.strip(result)).isEqualTo(ofStripped.orElseThrow()));
    if (value.isSensitive()) {
      converted.ifPresent(result -> assertThat(result.isSensitive()).isTrue());
    }
  }

  @Property(tries = 2000)
  void unknownConvertsToTheTypeThatTheKnownValueHas(
      @ForAll("known") Value value, @ForAll("types") Type wanted) {
    Optional<Value> converted = Conversion.tryConvert(value, wanted);
    Optional<Value> unknown = Conversion.tryConvert(Value.unknown(value.type()), wanted);

    if (converted.isPresent() && unknown.isPresent()) {
      Type promised = unknown.get().type();
      if (!Unification.containsAny(promised)) {
        assertThat(converted.get().type()).isEqualTo(promised);
      }
    }
  }

  @Property(tries = 2000)
  void convertedValuesHaveTheWantedType(
      @ForAll("values") Value value, @ForAll("types") Type wanted) {
    if (!Unification.containsAny(wanted)) {
      Conversion.tryConvert(value, wanted)
          .ifPresent(converted -> assertThat(converted.type()).isEqualTo(wanted));
    }
  }

  @Property(tries = 2000)
  void strippedMarksCanBePutBack(@ForAll("values") Value value) {
    assertThat(Marks.apply(Marks.strip(value), Marks.sensitivePaths(value))).isEqualTo(value);
  }

  @Provide
  Arbitrary<Value> values() {
    return ValueArbitraries.any();
  }

  @Provide
  Arbitrary<Value> known() {
    return ValueArbitraries.known();
  }

  @Provide
  Arbitrary<Type> types() {
    return ValueArbitraries.types();
  }
}
