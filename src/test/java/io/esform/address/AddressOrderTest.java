package io.esform.address;

import static org.assertj.core.api.Assertions.assertThat;

import io.esform.testing.AddressGenerators;
import io.esform.testing.Property;
import java.util.Comparator;
import org.junit.jupiter.api.Test;

class AddressOrderTest {

  /// The module first, then mode, type and name, the key last: no key, numbers, names.
  @Test
  void isByPartsFromTheOutsideIn() {
    Property.holds(
        1000,
        draw -> {
          ResourceInstanceAddress left = draw.from(AddressGenerators.INSTANCES);
          ResourceInstanceAddress right = draw.from(AddressGenerators.INSTANCES);
          int expected =
              Comparator.comparing((ResourceInstanceAddress it) -> it.resource().module())
                  .thenComparing(it -> it.resource().mode())
                  .thenComparing(it -> it.resource().type())
                  .thenComparing(it -> it.resource().name())
                  .thenComparingInt(it -> it.key() instanceof InstanceKey.NoKey ? 0 : 1)
                  .thenComparingInt(it -> it.key() instanceof InstanceKey.StringKey ? 1 : 0)
                  .thenComparingInt(it -> it.key() instanceof InstanceKey.IntKey(int at) ? at : 0)
                  .thenComparing(
                      it -> it.key() instanceof InstanceKey.StringKey(var name) ? name : "")
                  .compare(left, right);

          assertThat(Integer.signum(left.compareTo(right))).isEqualTo(Integer.signum(expected));
          assertThat(Integer.signum(Dependency.on(left).compareTo(Dependency.on(right))))
              .isEqualTo(Integer.signum(expected));
        });
  }
}
