package io.esform.address;

import static org.assertj.core.api.Assertions.assertThat;

import io.esform.testing.AddressGenerators;
import io.esform.testing.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AddressParserTest {

  @Test
  void whatAnAddressWritesReadsBack() {
    Property.holds(
        1000,
        draw -> {
          ResourceInstanceAddress address = draw.from(AddressGenerators.INSTANCES);
          assertThat(AddressParser.parseInstance(address.toString()).address()).isEqualTo(address);
          assertThat(AddressParser.parseResource(address.resource().toString()).address())
              .isEqualTo(address.resource());
          Dependency dependency = Dependency.on(address);
          assertThat(AddressParser.parseDependency(dependency.toString()).address())
              .isEqualTo(dependency);
        });
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "es_node.store",
        "es_node.store[0]",
        "module.a[\"k\"].es_node.b[0]",
        "data.x.y",
        "module.m.data.x.y[\"a.b\\\"]\"]"
      })
  void knownFormsAreRead(String text) {
    assertThat(AddressParser.parseInstance(text).address()).hasToString(text);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\'',
      value = {
        "'' | expected a resource type, \"module\" or \"data\" at column 1",
        "es_node | expected a dot at column 8",
        "es_node. | expected the name of a resource at column 9",
        "es_node.a.b | expected the end of the address at column 10",
        "es_node.a[ | expected a whole number or a quoted name at column 11",
        "es_node.a[-1] | expected a whole number or a quoted name at column 11",
        "es_node.a[99999999999] | expected a whole number or a quoted name at column 11",
        "es_node.a[0 | expected a closing bracket at column 12",
        "es_node.a[\"x] | expected a closing quote at column 14",
        "module.m | expected a dot at column 9",
        "data.x | expected a dot at column 7",
      })
  void nonsenseIsRefusedWithItsColumn(String text, String reason) {
    var result = AddressParser.parseInstance(text);
    assertThat(result.address()).isNull();
    assertThat(result.diagnostics().all())
        .singleElement()
        .satisfies(diagnostic -> {
          assertThat(diagnostic.summary()).isEqualTo("Invalid address");
          assertThat(diagnostic.detail()).contains(reason, "es_node.store[0]");
        });
  }
}
