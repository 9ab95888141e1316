package io.esform.config;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.esform.address.AddressParser;
import io.esform.address.ResourceAddress;
import io.esform.config.decode.ResourceWriter;
import io.esform.schema.AttributeSchema;
import io.esform.schema.Schema;
import io.esform.schema.Schema.NestedBlock;
import io.esform.schema.Schema.Nesting;
import io.esform.value.Types;
import io.esform.value.Value;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// The generated configuration of an existing object.
class ResourceWriterTest {

  private static final ResourceAddress ADDRESS =
      requireNonNull(AddressParser.parseInstance("thing.a").address()).resource();

  private static final Schema SCHEMA =
      Schema.of(
          "A thing.",
          List.of(
              AttributeSchema.required("name", Types.STRING, "Its name."),
              AttributeSchema.required("password", Types.STRING, "A secret.").asSensitive(),
              AttributeSchema.optional("size", Types.NUMBER, "Its size."),
              AttributeSchema.computed("id", Types.STRING, "Its id.")),
          List.of(
              new NestedBlock(
                  "part",
                  Nesting.SINGLE,
                  true,
                  Schema.of(
                      "A part.", AttributeSchema.required("label", Types.STRING, "Its label.")))));

  @Test
  void whatIsNeededAndNotToldIsSaid() {
    assertThat(ResourceWriter.write(ADDRESS, SCHEMA, SCHEMA.blank().with("size", Value.of(3))))
        .isEqualTo(
            """
            # name is required but cannot be read: add it.
            # password is required but cannot be read: add it.
            # the block part is required but cannot be read: add it.
            resource "thing" "a" {
              size = 3
            }
            """);
  }

  @Test
  void whatIsSensitiveIsLeftOut() {
    var part = Value.objectOf(Map.of("label", Value.of("left")));
    assertThat(
            ResourceWriter.write(
                ADDRESS,
                SCHEMA,
                SCHEMA
                    .blank()
                    .with("name", Value.of("x"))
                    .with("password", Value.of("hunter2"))
                    .with("part", part)))
        .isEqualTo(
            """
            # password is sensitive and was not generated: add it.
            resource "thing" "a" {
              name = "x"

              part {
                label = "left"
              }
            }
            """);
  }
}
