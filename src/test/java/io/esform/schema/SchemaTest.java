package io.esform.schema;

import static io.esform.schema.AttributeSchema.optional;
import static org.assertj.core.api.Assertions.assertThat;

import io.esform.schema.Schema.NestedBlock;
import io.esform.schema.Schema.Nesting;
import io.esform.value.AttributePath;
import io.esform.value.Type;
import io.esform.value.Types;
import io.esform.value.Value;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SchemaTest {

  private static final Schema LOGIN =
      Schema.of(
          "A login.",
          optional("user", Types.STRING, "Who."),
          optional("password", Types.STRING, "A secret.").asSensitive());

  private static final Schema SCHEMA =
      Schema.of(
          "Something with secrets.",
          List.of(
              optional("name", Types.STRING, "Its name."),
              optional("keys", Types.list(Types.STRING), "Secrets.").asSensitive()),
          List.of(
              new NestedBlock("admin", Nesting.SINGLE, false, LOGIN),
              new NestedBlock("login", Nesting.LIST, false, LOGIN)));

  private static final Type ROW = LOGIN.impliedType();

  private static Value login(Value password) {
    return Value.objectOf(Map.of("user", Value.of("u"), "password", password));
  }

  @Test
  void sensitivePathsAreThoseOfTheSecretsThatAreSet() {
    var value =
        Value.objectOf(
            Map.of(
                "name", Value.of("n"),
                "keys", Value.unknown(Types.list(Types.STRING)),
                "admin", login(Value.of("p")),
                "login",
                    Value.listOf(
                        ROW, List.of(login(Value.nullOf(Types.STRING)), login(Value.of("q"))))));

    assertThat(SCHEMA.sensitivePaths(value))
        .containsExactly(
            AttributePath.of("keys"),
            AttributePath.of("admin").attribute("password"),
            AttributePath.of("login").index(1).attribute("password"));
  }

  /// An object that a state may contain after another version of the schema.
  @Test
  void sensitivePathsAreFoundInWhatDoesNotFit() {
    assertThat(SCHEMA.sensitivePaths(Value.objectOf(Map.of("login", Value.of("text"))))).isEmpty();
    assertThat(SCHEMA.sensitivePaths(Value.objectOf(Map.of("admin", login(Value.of("p"))))))
        .containsExactly(AttributePath.of("admin").attribute("password"));
  }
}
