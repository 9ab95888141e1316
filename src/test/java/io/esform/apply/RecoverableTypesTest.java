package io.esform.apply;

import static org.assertj.core.api.Assertions.assertThat;

import io.esform.provider.ProviderDefinition;
import io.esform.provider.Recoverable;
import io.esform.provider.ResourceType;
import io.esform.providers.builtin.BuiltinProvider;
import io.esform.providers.local.LocalProvider;
import io.esform.testing.FakeInputFiles;
import io.esform.testing.FakeRemoteStates;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class RecoverableTypesTest {

  static ProviderDefinition[] providers() {
    return new ProviderDefinition[] {
      new BuiltinProvider(new SecureRandom(), Clock.systemUTC(), new FakeRemoteStates()),
      new LocalProvider(Map.of(), Clock.systemUTC(), new FakeInputFiles(Map.of()))
    };
  }

  @ParameterizedTest
  @MethodSource("providers")
  void whatIsMadeInTheWorldCanBeFoundAgain(ProviderDefinition provider) {
    assertThat(provider.resourceTypes())
        .allSatisfy((name, type) -> assertThat(isSafe(type)).as(name).isTrue());
  }

  private static boolean isSafe(ResourceType type) {
    return type.isStateOnly() != type instanceof Recoverable;
  }
}
