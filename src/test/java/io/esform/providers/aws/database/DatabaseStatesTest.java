package io.esform.providers.aws.database;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The version in the state of a server.
class DatabaseStatesTest {

  @ParameterizedTest
  @CsvSource({
    "8.0.42, 8.0, 8.0",
    "8.0.42, 8.0.42, 8.0.42",
    "8.4.5, 8.0, 8.4",
    "8.4.5, 8.0.42, 8.4.5",
    "8.4.5, '', 8.4",
    "8.04.1, 8.0, 8.04"
  })
  void aVersionHasAsManyNumbersAsTheConfigurationGivesIt(
      String found, String wanted, String version) {
    assertThat(DatabaseStates.version(found, wanted)).isEqualTo(version);
  }
}
