package io.esform.providers.aws;

import static org.assertj.core.api.Assertions.assertThat;

import io.esform.diag.Diagnostic;
import io.esform.value.Types;
import io.esform.value.Value;
import io.esform.value.Value.NumberValue;
import io.esform.value.Value.ObjectValue;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Valid and invalid provider blocks.
class ProviderBlockTest {

  @Test
  void aRegionIsOneOfAwsUnlessEndpointsSayWhereToGo() {
    assertThat(faults(Map.of("region", Value.of("eu-central-1")))).isEmpty();
    assertThat(faults(Map.of("region", Value.of("eu-centrl-1")))).containsExactly("Unknown region");
    assertThat(
            faults(
                Map.of(
                    "region", Value.of("private-1"),
                    "endpoint", Value.of("https://cloud.es.test"))))
        .isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"Project", "cost-center", "es:team", "..."})
  void aDefaultTagSuitsTheMetadataOfHosts(String key) {
    assertThat(faults(tags(key))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"Cost Center", "es/team", ".", "..", "_index", ""})
  void aDefaultTagThatDoesNotIsRefused(String key) {
    assertThat(faults(tags(key))).containsExactly("Invalid tag");
  }

  @ParameterizedTest
  @ValueSource(strings = {"aws:project", "esform:address"})
  void aDefaultTagIsNobodyElses(String key) {
    assertThat(faults(tags(key))).containsExactly("Reserved tag");
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "101", "1.5", "100.9", "4294967297"})
  void theNumberOfAttemptsIsAnIntegerOfItsRange(String attempts) {
    var number = new NumberValue(new BigDecimal(attempts));

    assertThat(faults(Map.of("max_attempts", number))).containsExactly("Value out of range");
  }

  private static Map<String, Value> tags(String key) {
    return Map.of("default_tags", Value.mapOf(Types.STRING, Map.of(key, Value.of("x"))));
  }

  private static List<String> faults(Map<String, Value> arguments) {
    ObjectValue block = Value.objectOf(arguments);
    return ProviderBlock.check(block).all().stream().map(Diagnostic::summary).toList();
  }
}
