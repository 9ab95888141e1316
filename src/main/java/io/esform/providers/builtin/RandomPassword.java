package io.esform.providers.builtin;

import static io.esform.schema.AttributeSchema.computed;
import static io.esform.schema.AttributeSchema.optional;
import static io.esform.schema.AttributeSchema.required;

import io.esform.provider.Connection;
import io.esform.provider.Importable;
import io.esform.schema.AttributeSchema;
import io.esform.schema.Schema;
import io.esform.value.AttributePath;
import io.esform.value.Types;
import io.esform.value.Value;
import io.esform.value.Value.ObjectValue;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/// `random_password`: a random, sensitive text that is kept until one of its arguments changes.
final class RandomPassword implements StateOnlyType, Importable {

  private static final int LONGEST = 4096;

  /// A class of characters, with the arguments that allow it and that set its minimum count.
  private record CharacterClass(String allowed, String least, String characters) {}

  private static final List<CharacterClass> CLASSES =
      List.of(
          new CharacterClass("lower", "min_lower", "abcdefghijklmnopqrstuvwxyz"),
          new CharacterClass("upper", "min_upper", "ABCDEFGHIJKLMNOPQRSTUVWXYZ"),
          new CharacterClass("numeric", "min_numeric", "0123456789"),
          new CharacterClass("special", "min_special", "!@#$%&*()-_=+[]{}<>:?"));

  private static final Schema SCHEMA =
      Schema.of(
          "A random, sensitive text, which is kept until one of its arguments changes.",
          required("length", Types.NUMBER, "The number of characters.").withReplacement(),
          flag("lower", "Whether it may contain lower-case letters."),
          flag("upper", "Whether it may contain upper-case letters."),
          flag("numeric", "Whether it may contain digits."),
          flag("special", "Whether it may contain special characters."),
          least("min_lower", "The minimum number of lower-case letters."),
          least("min_upper", "The minimum number of upper-case letters."),
          least("min_numeric", "The minimum number of digits."),
          least("min_special", "The minimum number of special characters."),
          optional("override_special", Types.STRING, "The special characters to choose from.")
              .withReplacement(),
          optional("keepers", Types.map(Types.STRING), "Any values; a change creates a new text.")
              .withReplacement(),
          computed("id", Types.STRING, "A random id, independent of the text."),
          computed("result", Types.STRING, "The text.").asSensitive());

  private final SecureRandom random;

  RandomPassword(SecureRandom random) {
    this.random = random;
  }

  private static AttributeSchema flag(String name, String description) {
    return optional(name, Types.BOOL, description).withDefault(Value.of(true)).withReplacement();
  }

  private static AttributeSchema least(String name, String description) {
    return optional(name, Types.NUMBER, description).withDefault(Value.of(0)).withReplacement();
  }

  @Override
  public Schema schema() {
    return SCHEMA;
  }

  @Override
  public List<AttributeDiagnostic> validate(ObjectValue configuration) {
    var arguments = new BlockArguments(configuration);
    var faults = new ArrayList<AttributeDiagnostic>();
    arguments.outOfRange("length", 1, LONGEST).ifPresent(detail -> fault(faults, "length", detail));
    for (CharacterClass kind : CLASSES) {
      arguments
          .outOfRange(kind.least(), 0, LONGEST)
          .ifPresent(detail -> fault(faults, kind.least(), detail));
    }
    boolean nothingAllowed =
        CLASSES.stream().allMatch(kind -> arguments.value(kind.allowed()).equals(Value.of(false)));
    if (nothingAllowed) {
      fault(
          faults,
          "length",
          "No characters are allowed. Set lower, upper, numeric or special to true.");
    }
    int least =
        CLASSES.stream()
            .mapToInt(kind -> arguments.number(kind.least()).map(Number::intValue).orElse(0))
            .sum();
    arguments
        .number("length")
        .filter(length -> faults.isEmpty() && length.intValue() < least)
        .ifPresent(length ->
            fault(
                faults,
                "length",
                "%s characters are too few for the %d that the min_ arguments require."
                    .formatted(length.toPlainString(), least)));
    return faults;
  }

  private static void fault(List<AttributeDiagnostic> faults, String name, String detail) {
    faults.add(new AttributeDiagnostic(AttributePath.of(name), "Invalid password rule", detail));
  }

  @Override
  public ApplyResponse create(Connection connection, CreateRequest request) {
    return ApplyResponse.of(
        request
            .planned()
            .with("id", Value.of(StateOnlyType.randomId(random)))
            .with("result", Value.of(generate(new BlockArguments(request.planned())))));
  }

  @Override
  public String idForm() {
    return "the text itself; use a sensitive variable for it";
  }

  @Override
  public boolean isIdSecret() {
    return true;
  }

  /// Sets the length from the text, and all other arguments to their defaults.
  @Override
  public ImportResponse importState(Connection connection, ImportRequest request) {
    var attributes = new TreeMap<String, Value>();
    for (AttributeSchema attribute : SCHEMA.attributes().values()) {
      Value standard = attribute.defaultValue();
      attributes.put(
          attribute.name(), standard == null ? Value.nullOf(attribute.type()) : standard);
    }
    attributes.put("length", Value.of(request.id().codePointCount(0, request.id().length())));
    attributes.put("id", Value.of(StateOnlyType.randomId(random)));
    attributes.put("result", Value.of(request.id()));
    return ImportResponse.of(Value.objectOf(attributes));
  }

  /// Two passwords can have equal texts, so no id is unique.
  @Override
  public Optional<String> importId(ObjectValue state) {
    return Optional.empty();
  }

  private String generate(BlockArguments arguments) {
    int length = arguments.integer("length");
    var drawn = new ArrayList<Integer>(length);
    var pool = new StringBuilder();
    for (CharacterClass kind : CLASSES) {
      String characters = characters(kind, arguments);
      draw(drawn, characters, arguments.integer(kind.least()));
      if (arguments.isTrue(kind.allowed())) {
        pool.append(characters);
      }
    }
    draw(drawn, pool.toString(), length - drawn.size());
    Collections.shuffle(drawn, random);
    var text = new StringBuilder(length);
    drawn.forEach(text::appendCodePoint);
    return text.toString();
  }

  private static String characters(CharacterClass kind, BlockArguments arguments) {
    return kind.allowed().equals("special")
        ? arguments.text("override_special").filter(s -> !s.isEmpty()).orElse(kind.characters())
        : kind.characters();
  }

  private void draw(List<Integer> drawn, String characters, int count) {
    int[] choice = characters.codePoints().toArray();
    for (int index = 0; index < count; index++) {
      drawn.add(choice[random.nextInt(choice.length)]);
    }
  }
}
