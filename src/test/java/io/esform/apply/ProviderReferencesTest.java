package io.esform.apply;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.esform.address.AddressParser;
import io.esform.providers.builtin.BuiltinProvider;
import io.esform.testing.FakeProvider;
import io.esform.testing.FakeRemoteStates;
import io.esform.testing.Workbench;
import java.security.SecureRandom;
import java.time.Clock;
import org.junit.jupiter.api.Test;

/// Provider blocks that refer to resources of other providers.
class ProviderReferencesTest {

  private final Workbench bench =
      new Workbench(
          new FakeProvider(),
          new BuiltinProvider(new SecureRandom(), Clock.systemUTC(), new FakeRemoteStates()));

  @Test
  void whatAProviderBlockRefersToIsMadeBeforeAndGoesAfterThatProvidersObjects() {
    String main =
        """
        resource "thing" "a" {
          name = "a"
        }
        provider "fake" {
          endpoint = esform_data.address.id
        }
        resource "esform_data" "address" {
          input = "x"
        }
        """;

    assertThat(bench.apply(main).diagnostics().all()).isEmpty();
    assertThat(requireNonNull(bench.backend().load().state()).instances())
        .extractingByKey(requireNonNull(AddressParser.parseInstance("thing.a").address()))
        .extracting(instance -> instance.dependencies().toString())
        .isEqualTo("[esform_data.address]");
  }
}
