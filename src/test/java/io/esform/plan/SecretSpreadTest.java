package io.esform.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.esform.plan.secrets.SecretSpread;
import io.esform.schema.AttributeSchema;
import io.esform.schema.AttributeSchema.Display;
import io.esform.schema.Schema;
import io.esform.value.AttributePath;
import io.esform.value.Types;
import io.esform.value.Value;
import io.esform.value.Value.ObjectValue;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SecretSpreadTest {

  private static final Value FILES =
      Value.mapOf(Types.STRING, Map.of("/etc/mysql/my.cnf", Value.of("0".repeat(64))));

  private static List<AttributePath> found(Display display) {
    Schema schema =
        Schema.of(
            "A host.",
            AttributeSchema.required("password", Types.STRING, "A secret.").asSensitive(),
            AttributeSchema.computed("files", Types.map(Types.STRING), "Files.").shownAs(display));
    ObjectValue marked =
        Value.objectOf(Map.of("password", Value.sensitive(Value.of("mysql")), "files", FILES));
    ObjectValue plain = marked.with("password", Value.of("mysql"));
    return SecretSpread.paths(schema, plain, marked, marked.with("files", Value.nullOf(Types.ANY)));
  }

  @Test
  void aComputedAttributeThatRepeatsASecretIsFound() {
    assertThat(found(Display.VALUE)).containsExactly(AttributePath.of("files"));
  }

  /// Otherwise a common word as a password would hide all files of a host.
  @Test
  void thePathsOfRenderedFilesAreNotSearched() {
    assertThat(found(Display.FILES)).isEmpty();
  }
}
