package io.esform.testing;

import io.esform.address.InstanceKey;
import io.esform.address.ModuleAddress;
import io.esform.address.ResourceAddress;
import io.esform.address.ResourceInstanceAddress;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;

/// Any addresses there can be.
public final class AddressArbitraries {

  private AddressArbitraries() {}

  public static Arbitrary<String> names() {
    return Combinators.combine(
            Arbitraries.of("a", "b", "_x", "é", "es_node", "module", "data", "store"),
            Arbitraries.strings().withChars("ab9_-é").ofMaxLength(4))
        .as((first, rest) -> first + rest);
  }

  public static Arbitrary<String> types() {
    return names().filter(name -> !name.equals("module") && !name.equals("data"));
  }

  public static Arbitrary<InstanceKey> keys() {
    return Arbitraries.oneOf(
        Arbitraries.just(InstanceKey.none()),
        Arbitraries.integers().greaterOrEqual(0).map(InstanceKey::of),
        Arbitraries.strings()
            .withChars("ab.]\"\\$%{}\n\r\t é")
            .ofMaxLength(6)
            .map(InstanceKey::of));
  }

  public static Arbitrary<ModuleAddress> modules() {
    return Combinators.combine(names(), keys())
        .as(ModuleAddress.Step::new)
        .list()
        .ofMaxSize(3)
        .map(ModuleAddress::new);
  }

  public static Arbitrary<ResourceAddress> resources() {
    return Combinators.combine(
            modules(), Arbitraries.of(ResourceAddress.Mode.class), types(), names())
        .as(ResourceAddress::new);
  }

  public static Arbitrary<ResourceInstanceAddress> instances() {
    return Combinators.combine(resources(), keys()).as(ResourceAddress::instance);
  }
}
