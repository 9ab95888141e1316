package io.esform.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.esform.plan.instance.InstancePlanner;
import io.esform.schema.AttributeSchema;
import io.esform.schema.Schema;
import io.esform.value.Marks;
import io.esform.value.Types;
import io.esform.value.Value;
import io.esform.value.Value.ObjectValue;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// Values from a platform are marked at every place to which a secret may have moved.
class MovedSecretsTest {

  private static final Value SECRET = Value.sensitive(Value.of("hunter2"));
  private static final Schema SCHEMA =
      Schema.of(
          "A thing.",
          AttributeSchema.optional("texts", Types.list(Types.STRING), "Texts."),
          AttributeSchema.optional("tags", Types.map(Types.STRING), "Tags."),
          AttributeSchema.computed("arn", Types.STRING, "Its name."),
          AttributeSchema.computed("echo", Types.ANY, "Anything."));

  private static ObjectValue thing(Value texts, Value tags, Value arn, Value echo) {
    return Value.objectOf(Map.of("texts", texts, "tags", tags, "arn", arn, "echo", echo));
  }

  private static ObjectValue texts(Value... texts) {
    return thing(
        Value.listOf(Types.STRING, List.of(texts)),
        Value.nullOf(Types.map(Types.STRING)),
        Value.of("x"),
        Value.of("x"));
  }

  private static ObjectValue tags(Map<String, Value> tags) {
    return thing(
        Value.nullOf(Types.list(Types.STRING)),
        Value.mapOf(Types.STRING, tags),
        Value.of("x"),
        Value.of("x"));
  }

  private static Value marked(ObjectValue found, ObjectValue asked, String name) {
    ObjectValue plain = (ObjectValue) Marks.strip(found);
    return InstancePlanner.markState(SCHEMA, plain, asked).get(name);
  }

  @Test
  void aSecretInItsPlaceAloneIsMarked() {
    ObjectValue asked = texts(Value.of("a"), SECRET);
    assertThat(marked(asked, asked, "texts")).isEqualTo(asked.get("texts"));
  }

  @Test
  void aListInAnotherOrderIsSecretAsAWhole() {
    ObjectValue asked = texts(Value.of("a"), SECRET);
    assertThat(marked(texts(SECRET, Value.of("a")), asked, "texts").isSensitive()).isTrue();
    assertThat(marked(texts(SECRET), asked, "texts").isSensitive()).isTrue();
    assertThat(marked(texts(Value.of("a"), Value.of("b"), SECRET), asked, "texts").isSensitive())
        .isTrue();
  }

  @Test
  void aMapWithTheSecretUnderAnotherKeyIsSecretAsAWhole() {
    ObjectValue asked = tags(Map.of("a", SECRET));
    assertThat(marked(tags(Map.of("b", SECRET)), asked, "tags").isSensitive()).isTrue();
    assertThat(marked(tags(Map.of("a", Value.of("b"))), asked, "tags"))
        .isEqualTo(Value.mapOf(Types.STRING, Map.of("a", Value.sensitive(Value.of("b")))));
  }

  @Test
  void aComputedTextThatHoldsASecretIsMarked() {
    ObjectValue asked = texts(SECRET);
    assertThat(arn("mysql://me:hunter2@host", asked).isSensitive()).isTrue();
    assertThat(arn("xhunter2", asked).isSensitive()).isFalse();
  }

  private static Value arn(String arn, ObjectValue asked) {
    ObjectValue found = texts(SECRET).with("arn", Value.of(arn));
    return marked(found, asked, "arn");
  }

  @Test
  void aRepeatedArgumentHasTheMarksOfTheArgument() {
    ObjectValue asked =
        tags(Map.of("a", Value.sensitive(Value.of("1")), "b", Value.of("2")))
            .with("echo", Value.unknown(Types.ANY));
    ObjectValue found = asked.with("echo", asked.get("tags"));
    assertThat(marked(found, asked, "echo")).isEqualTo(asked.get("tags"));
  }
}
