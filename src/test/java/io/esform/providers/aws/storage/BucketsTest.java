package io.esform.providers.aws.storage;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BucketsTest {

  @ParameterizedTest
  @ValueSource(strings = {"abc", "es-files", "files.store.example", "0files9", "a--b"})
  void theseAreNames(String name) {
    assertThat(Buckets.isName(name)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ab",
        "Files",
        "-files",
        "files-",
        "two..dots",
        "under_score",
        "192.168.5.4",
        "xn--files",
        "files-s3alias",
        "files--x-s3",
        "0123456789012345678901234567890123456789012345678901234567890123"
      })
  void theseAreNot(String name) {
    assertThat(Buckets.isName(name)).isFalse();
  }
}
