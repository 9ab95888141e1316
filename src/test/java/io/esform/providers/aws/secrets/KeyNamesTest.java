package io.esform.providers.aws.secrets;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class KeyNamesTest {

  private static final String ARN = "arn:aws:kms:eu-central-1:123456789012:";

  @Test
  void aKeyIsKeptInTheWordsThatAreKnown() {
    assertThat(KeyNames.inKnownWords(ARN + "key/1234", "1234")).isEqualTo("1234");
    assertThat(KeyNames.inKnownWords("1234", ARN + "key/1234")).isEqualTo(ARN + "key/1234");
    assertThat(KeyNames.inKnownWords(ARN + "alias/a", "alias/a")).isEqualTo("alias/a");
  }

  @Test
  void theKeyThatGoesWithoutSayingMayBeSaid() {
    assertThat(KeyNames.inKnownWords(null, "alias/aws/secretsmanager"))
        .isEqualTo("alias/aws/secretsmanager");
    assertThat(KeyNames.inKnownWords("", null)).isNull();
  }

  @Test
  void anotherKeyIsShown() {
    assertThat(KeyNames.inKnownWords(ARN + "key/1234", "234")).isEqualTo(ARN + "key/1234");
    assertThat(KeyNames.inKnownWords(null, "alias/a")).isNull();
  }
}
