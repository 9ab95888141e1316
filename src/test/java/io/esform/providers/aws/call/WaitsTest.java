package io.esform.providers.aws.call;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The progress messages of waits.
class WaitsTest {

  @ParameterizedTest
  @CsvSource({
    "PT45S, 45 seconds",
    "PT1S, 1 second",
    "PT1M, 1 minute",
    "PT90S, 90 seconds",
    "PT15M, 15 minutes"
  })
  void aLimitIsGivenInTheUnitThatIsExact(Duration limit, String text) {
    assertThat(Waits.text(limit)).isEqualTo(text);
  }
}
