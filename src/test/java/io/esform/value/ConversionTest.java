package io.esform.value;

import static org.assertj.core.api.Assertions.assertThat;

import io.esform.value.ConversionResult.Converted;
import io.esform.value.ConversionResult.Failed;
import io.esform.value.Value.SetValue;
import io.esform.value.Value.TupleValue;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConversionTest {

  private static final Type PORT =
      Types.object(
          Map.of("number", Types.NUMBER, "name", Types.STRING, "open", Types.BOOL),
          Set.of("name", "open"));

  @ParameterizedTest
  @CsvSource({"12,12", "-1.50,-1.5", "1e3,1000", ".5,0.5", "+7,7", "007,7"})
  void textOfANumberIsANumber(String text, String number) {
    assertThat(convert(Value.of(text), Types.NUMBER))
        .isEqualTo(Conversion.tryConvert(Value.of(number), Types.NUMBER).orElseThrow());
    assertThat(convert(convert(Value.of(text), Types.NUMBER), Types.STRING))
        .isEqualTo(Value.of(number));
  }

  @ParameterizedTest
  @CsvSource({"''", "a", "1a", "0x10", "1_000", "NaN", "Infinity", "1e9999999", "١"})
  void otherTextIsNoNumber(String text) {
    assertThat(Conversion.tryConvert(Value.of(text), Types.NUMBER)).isEmpty();
  }

  @Test
  void failureNamesThePathAndTheValue() {
    Value given = object("members", tuple(object("number", Value.of("abc"))));
    Type wanted = Types.object(Map.of("members", Types.list(PORT)));

    Failed failed = (Failed) Conversion.convert(given, wanted);

    assertThat(failed.display())
        .isEqualTo("members[0].number: a number is required, but \"abc\" is a string");
  }

  @Test
  void failureInsideASensitiveValueDoesNotShowIt() {
    Value given = object("number", Value.sensitive(Value.of("hunter2")));

    assertThat(((Failed) Conversion.convert(given, PORT)).display())
        .isEqualTo("number: a number is required, but this is a string");
    assertThat(
            ((Failed)
                    Conversion.convert(
                        Value.sensitive(tuple(Value.of("hunter2"))), Types.set(Types.NUMBER)))
                .display())
        .doesNotContain("hunter2");
  }

  @Test
  void missingOptionalAttributesBecomeTypedNullsAndExtraOnesAreDropped() {
    Value given = object("number", Value.of("80"), "comment", Value.of("x"));

    assertThat(convert(given, PORT))
        .isEqualTo(
            Value.objectOf(
                Map.of(
                    "number", Value.of(80),
                    "name", Value.nullOf(Types.STRING),
                    "open", Value.nullOf(Types.BOOL))));
  }

  @Test
  void missingRequiredAttributeIsNamedWithTheOneThatWasMeant() {
    assertThat(((Failed) Conversion.convert(object("numbr", Value.of(1)), PORT)).display())
        .isEqualTo(
            "the attribute \"number\" is required (there is a \"numbr\", which the type does not"
                + " have)");
  }

  @Test
  void elementsOfAnyTypeAreUnified() {
    assertThat(convert(tuple(Value.of(1), Value.of("a")), Types.list(Types.ANY)))
        .isEqualTo(Value.listOf(List.of("1", "a")));
    assertThat(convert(tuple(Value.of(1), Value.of(true)), Types.list(Types.STRING)))
        .isEqualTo(Value.listOf(List.of("1", "true")));
    assertThat(
            ((Failed) Conversion.convert(tuple(Value.of(1), tuple()), Types.list(Types.ANY)))
                .message())
        .isEqualTo("all elements must be of one type, but these are number and tuple([])");
  }

  @Test
  void unknownKeepsTheWantedType() {
    assertThat(convert(Value.unknown(Types.ANY), Types.list(Types.STRING)))
        .isEqualTo(Value.unknown(Types.list(Types.STRING)));
    assertThat(convert(Value.unknown(Types.list(Types.NUMBER)), Types.set(Types.ANY)))
        .isEqualTo(Value.unknown(Types.set(Types.NUMBER)));
    assertThat(Conversion.tryConvert(Value.unknown(Types.list(Types.STRING)), Types.NUMBER))
        .isEmpty();
    assertThat(convert(Value.unknown(Types.ANY), PORT).type())
        .isEqualTo(Unification.withoutOptional(PORT));
  }

  @Test
  void nullIsTyped() {
    assertThat(convert(Value.nullOf(Types.ANY), Types.list(Types.ANY)))
        .isEqualTo(Value.nullOf(Types.list(Types.ANY)));
    assertThat(convert(Value.sensitive(Value.nullOf(Types.ANY)), Types.NUMBER))
        .isEqualTo(Value.sensitive(Value.nullOf(Types.NUMBER)));
  }

  @Test
  void marksStayOnElementsButGatherOnASet() {
    Value given = tuple(Value.sensitive(Value.of(1)), Value.of(2));

    assertThat(convert(given, Types.list(Types.STRING)))
        .isEqualTo(
            Value.listOf(Types.STRING, List.of(Value.sensitive(Value.of("1")), Value.of("2"))));
    assertThat(convert(given, Types.set(Types.STRING)))
        .isEqualTo(
            Value.sensitive(new SetValue(Types.STRING, List.of(Value.of("1"), Value.of("2")))));
  }

  @Test
  void unificationFindsTheOneTypeForAll() {
    assertThat(Unification.unify(List.of(Types.STRING, Types.NUMBER))).contains(Types.STRING);
    assertThat(Unification.unify(List.of(Types.NUMBER, Types.BOOL))).isEmpty();
    assertThat(Unification.unify(List.of(Types.ANY, Types.BOOL))).contains(Types.BOOL);
    assertThat(Unification.unify(List.of())).contains(Types.ANY);
    assertThat(
            Unification.unify(
                List.of(
                    Types.tuple(List.of(Types.NUMBER)),
                    Types.tuple(List.of(Types.STRING, Types.STRING)))))
        .contains(Types.list(Types.STRING));
    assertThat(
            Unification.unify(
                List.of(
                    Types.object(Map.of("a", Types.NUMBER)),
                    Types.object(Map.of("b", Types.STRING)))))
        .contains(Types.map(Types.STRING));
    assertThat(
            Unification.unify(List.of(Types.set(Types.STRING), Types.tuple(List.of(Types.NUMBER)))))
        .contains(Types.set(Types.STRING));
  }

  private static Value convert(Value value, Type wanted) {
    return switch (Conversion.convert(value, wanted)) {
      case Converted(var converted) -> converted;
      case Failed failed -> throw new AssertionError(failed.display());
    };
  }

  private static Value tuple(Value... elements) {
    return new TupleValue(List.of(elements));
  }

  private static Value object(String name, Value value) {
    return Value.objectOf(Map.of(name, value));
  }

  private static Value object(String name, Value value, String other, Value otherValue) {
    return Value.objectOf(Map.of(name, value, other, otherValue));
  }
}
