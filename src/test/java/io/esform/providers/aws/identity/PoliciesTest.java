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

  /// A trust policy in the form that IAM returns.
  @Test
  void anAccountIsItsRoot() {
    String given =
        "{\"Principal\":{\"AWS\":[\"210987654321\",\"arn:aws:iam::123456789012:root\"]},\"Action\":\"sts:assumerole\"}";
    String found =
        "{\"Action\":[\"sts:AssumeRole\"],\"Principal\":{\"AWS\":[\"arn:aws:iam::123456789012:root\",\"arn:aws:iam::210987654321:root\"]}}";
    assertThat(Policies.inKnownWords(found, given)).isEqualTo(given);
  }

  @Test
  void anAccountIsNotOneOfItsUsers() {
    String root = "{\"Principal\":{\"AWS\":\"123456789012\"}}";
    String user = "{\"Principal\":{\"AWS\":\"arn:aws:iam::123456789012:user/a\"}}";
    assertThat(Policies.meanTheSame(root, user)).isFalse();
    assertThat(Policies.meanTheSame(root, root.replace("12\"", "13\""))).isFalse();
  }

  @Test
  void anythingButAnActionHasItsCase() {
    assertThat(Policies.meanTheSame("{\"Resource\":\"a\"}", "{\"Resource\":\"A\"}")).isFalse();
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
