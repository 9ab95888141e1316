package io.esform.address;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.esform.testing.AddressGenerators;
import io.esform.testing.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TargetTest {

  @Test
  void whatAnAddressWritesIsReadAsATargetThatHoldsIt() {
    Property.holds(
        1000,
        draw -> {
          ResourceInstanceAddress address = draw.from(AddressGenerators.INSTANCES);
          assertThat(target(address.toString())).isEqualTo(new Target.OfResource(address));
          assertThat(target(address.toString()).contains(address)).isTrue();
          assertThat(target(address.resource().toString()).contains(address)).isTrue();
          ModuleAddress module = address.resource().module();
          if (!module.isRoot()) {
            assertThat(target(module.toString()).contains(address)).isTrue();
          }
        });
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\'',
      value = {
        "es_node.a             | es_node.a                     | true",
        "es_node.a             | es_node.a[1]                  | true",
        "es_node.a[0]          | es_node.a[1]                  | false",
        "es_node.a[0]          | es_node.a                     | false",
        "es_node.a             | data.es_node.a                | false",
        "es_node.a             | module.m.es_node.a            | false",
        "module.m              | module.m.es_node.a[\"x\"]     | true",
        "module.m              | module.m[1].es_node.a         | true",
        "module.m              | module.m[1].module.n.t.a      | true",
        "module.m[0]           | module.m[1].es_node.a         | false",
        "module.m              | module.mm.es_node.a           | false",
        "module.m.module.n     | module.m.es_node.a            | false",
        "module.m.module.n     | module.m[0].module.n.t.a      | false",
        "module.m.t.a          | module.m[0].t.a               | false",
      })
  void aTargetWithoutAKeyHoldsEveryInstance(String target, String instance, boolean held) {
    assertThat(target(target).contains(instance(instance))).isEqualTo(held);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\'',
      value = {
        "es_node.a         | es_node.b         | es_node.a           | es_node.b",
        "es_node.a         | es_node.b         | es_node.a[2]        | es_node.b[2]",
        "es_node.a         | es_node.b[0]      | es_node.a           | es_node.b[0]",
        "es_node.a         | es_node.b[0]      | es_node.a[2]        | -",
        "es_node.a[2]      | es_node.b         | es_node.a[2]        | es_node.b",
        "es_node.a[2]      | es_node.b         | es_node.a[1]        | -",
        "es_node.a         | es_node.b         | es_node.c           | -",
        "es_node.a         | module.m.es_node.a| es_node.a[\"k\"]    | module.m.es_node.a[\"k\"]",
        "module.m          | module.n          | module.m.t.a[1]     | module.n.t.a[1]",
        "module.m          | module.n          | module.m[3].t.a     | module.n[3].t.a",
        "module.m          | module.n[0]       | module.m.t.a        | module.n[0].t.a",
        "module.m          | module.n[0]       | module.m[3].t.a     | -",
        "module.m[3]       | module.n          | module.m[3].t.a     | module.n.t.a",
        "module.m.module.i | module.n          | module.m.module.i.t.a | module.n.t.a",
        "module.m          | module.n.module.o | module.m.module.i.t.a | module.n.module.o.module.i.t.a",
        "module.m          | module.n          | t.a                 | -",
      })
  void aMoveKeepsWhatItDoesNotName(String from, String to, String instance, String destination) {
    Target before = target(from);
    Target after = target(to);
    Move move = requireNonNull(Move.of(before, after).move());
    assertThat(move.destination(instance(instance)).map(Object::toString).orElse("-"))
        .isEqualTo(destination);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\'',
      value = {
        "es_node.a | es_node.a           | Source and target are both es_node.a.",
        "es_node.a | es_host.a           | have different types",
        "es_node.a | data.es_node.a      | have different types",
        "es_node.a | module.m            | module.m.es_node.a",
        "module.m  | es_node.a           | A module can only be moved to a module.",
        "module.m  | module.m.module.n   | module.m cannot be moved into itself.",
        "module.m  | module.m[0].module.n| module.m cannot be moved into itself.",
      })
  void aMoveThatCannotBeIsRefused(String from, String to, String reason) {
    Move.ParsedMove result = Move.of(target(from), target(to));
    assertThat(result.move()).isNull();
    assertThat(result.diagnostics().all())
        .singleElement()
        .satisfies(diagnostic -> assertThat(diagnostic.detail()).contains(reason));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\'',
      value = {
        "es_node.a[x] | A name in brackets needs double quotes.",
        "module. | expected the name of a module call at column 8",
        "module.m. | expected a resource type, \"module\" or \"data\" at column 10",
        "module.m.es_node | expected a dot at column 17",
      })
  void nonsenseIsRefusedWithItsColumn(String text, String part) {
    var result = AddressParser.parseTarget(text);
    assertThat(result.address()).isNull();
    assertThat(result.diagnostics().all().getFirst().detail()).contains(part);
  }

  @Test
  void aMarkStandsBelowWhatIsWrong() {
    var result = AddressParser.parseTarget("module.m[x]");
    assertThat(result.diagnostics().all().getFirst().detail())
        .contains("\n    module.m[x]\n             ^\n");
  }

  private static Target target(String text) {
    return requireNonNull(AddressParser.parseTarget(text).address(), text);
  }

  private static ResourceInstanceAddress instance(String text) {
    return requireNonNull(AddressParser.parseInstance(text).address(), text);
  }
}
