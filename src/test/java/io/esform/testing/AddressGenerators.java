package io.esform.testing;

import io.esform.address.InstanceKey;
import io.esform.address.ModuleAddress;
import io.esform.address.ResourceAddress;
import io.esform.address.ResourceInstanceAddress;

/// Random valid addresses.
public final class AddressGenerators {

  public static final Generator<String> NAMES =
      random ->
          Generator.of("a", "b", "_x", "é", "es_node", "module", "data", "store").next(random)
              + Generator.texts("ab9_-é", 4).next(random);

  private static final Generator<String> TYPES =
      NAMES.map(name -> name.equals("module") || name.equals("data") ? name + "_x" : name);

  private static final Generator<InstanceKey> KEYS =
      Generator.oneOf(
          Generator.of(InstanceKey.none()),
          Generator.integers(0, Integer.MAX_VALUE).map(InstanceKey::of),
          Generator.texts("ab.]\"\\$%{}\n\r\t é", 6).map(InstanceKey::of));

  private static final Generator<ModuleAddress.Segment> SEGMENTS =
      random -> new ModuleAddress.Segment(NAMES.next(random), KEYS.next(random));

  private static final Generator<ResourceAddress> RESOURCES =
      random ->
          new ResourceAddress(
              SEGMENTS.lists(3).map(ModuleAddress::new).next(random),
              Generator.of(ResourceAddress.Mode.values()).next(random),
              TYPES.next(random),
              NAMES.next(random));

  public static final Generator<ResourceInstanceAddress> INSTANCES =
      random -> RESOURCES.next(random).instance(KEYS.next(random));

  private AddressGenerators() {}
}
