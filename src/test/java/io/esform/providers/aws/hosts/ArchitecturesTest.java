package io.esform.providers.aws.hosts;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The architectures of EC2 instance types, by name.
class ArchitecturesTest {

  private static final String AMD64 = "ssm:/aws/service/debian/release/12/latest/amd64";
  private static final String ARM64 = "ssm:/aws/service/debian/release/12/latest/arm64";

  private final Architectures sizes = new Architectures();

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a1.large",
        "t4g.micro",
        "m6g.large",
        "m7gd.xlarge",
        "c7gn.large",
        "x2gd.medium",
        "im4gn.large",
        "is4gen.medium",
        "i8ge.large",
        "g5g.xlarge",
        "hpc7g.4xlarge",
        "r8g.metal-24xl"
      })
  void aGAfterTheGenerationIsArm(String size) {
    assertThat(Architectures.of(size)).isEqualTo("arm64");
    assertThat(sizes.misfit(size, AMD64)).isPresent();
    assertThat(sizes.misfit(size, ARM64)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "t2.micro",
        "t3.medium",
        "t3a.small",
        "m6i.large",
        "m6idn.large",
        "c7a.large",
        "g4dn.xlarge",
        "g6.xlarge",
        "g6e.xlarge",
        "gr6.4xlarge",
        "i4i.large",
        "u-6tb1.metal",
        "x2iedn.xlarge"
      })
  void allOthersAreX86(String size) {
    assertThat(Architectures.of(size)).isEqualTo("x86_64");
    assertThat(sizes.misfit(size, AMD64)).isEmpty();
    assertThat(sizes.misfit(size, ARM64)).isPresent();
  }

  @Test
  void anImagesIdSaysNothing() {
    assertThat(sizes.misfit("t4g.micro", "ami-0123")).isEmpty();
    assertThat(sizes.misfit("t4g.micro", null)).isEmpty();
    assertThat(sizes.misfit(null, AMD64)).isEmpty();
  }

  @Test
  void aSizeOfOtherProcessorsIsNotReached() {
    assertThat(sizes.isReachable("t3.medium", "m6i.large")).isTrue();
    assertThat(sizes.isReachable("t3.medium", "t4g.medium")).isFalse();
    assertThat(sizes.isReachable(null, "t4g.medium")).isTrue();
  }

  @Test
  void onlySizesOfTheTFamilySpendCredits() {
    assertThat(Architectures.isBurstable("t3.medium")).isTrue();
    assertThat(Architectures.isBurstable("t4g.nano")).isTrue();
    assertThat(Architectures.isBurstable("trn1.2xlarge")).isFalse();
    assertThat(Architectures.isBurstable("m6i.large")).isFalse();
  }
}
