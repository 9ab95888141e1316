package io.esform.providers.aws.call;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DomainNamesTest {

  @ParameterizedTest
  @CsvSource({
    "Store.Example.com., store.example.com",
    "\\052.example.com., *.example.com",
    "a\\100b.example.com, a@b.example.com",
    "store.example.com, store.example.com",
    "a\\999.example.com, a\\999.example.com"
  })
  void oneNameHasOneForm(String written, String plain) {
    assertThat(DomainNames.plain(written)).isEqualTo(plain);
  }
}
