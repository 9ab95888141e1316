package io.esform.providers.aws.identity;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PoliciesTest {

  private static final String KNOWN =
      """
      { "Action": ["s3:GetObject", "s3:PutObject"], "Resource": ["*"] }
      """;

  @Test
  void spacesOrderAndSingleElementsMeanNothing() {
    String other = "{\"Resource\":\"*\",\"Action\":[\"s3:PutObject\",\"s3:GetObject\"]}";
    assertThat(Policies.meanTheSame(KNOWN, other)).isTrue();
    assertThat(Policies.inKnownWords(other, KNOWN)).isEqualTo(KNOWN);
  }

  @Test
  void anotherActionMeansSomethingElse() {
    String other = "{\"Resource\":\"*\",\"Action\":\"s3:GetObject\"}";
    assertThat(Policies.meanTheSame(KNOWN, other)).isFalse();
    assertThat(Policies.inKnownWords(other, KNOWN)).isEqualTo(other);
  }

  @Test
  void aTextAndANumberDiffer() {
    assertThat(Policies.meanTheSame("{\"A\":\"1\"}", "{\"A\":1}")).isFalse();
  }

  @Test
  void whatIsNoJsonMeansOnlyItself() {
    assertThat(Policies.meanTheSame("{", "{")).isTrue();
    assertThat(Policies.meanTheSame("{", "{}")).isFalse();
  }

  @Test
  void readsAreDecoded() {
    assertThat(Policies.decoded("%7B%22A%22%3A%20%22a%2Bb%22%7D")).isEqualTo("{\"A\": \"a+b\"}");
  }
}
