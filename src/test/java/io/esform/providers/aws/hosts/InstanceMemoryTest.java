package io.esform.providers.aws.hosts;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The memory of instance types, as AWS's guides list it.
class InstanceMemoryTest {

  @ParameterizedTest
  @CsvSource({
    "t3.nano, 512",
    "t2.micro, 1024",
    "t4g.small, 2048",
    "t3a.2xlarge, 32768",
    "db.t3.medium, 4096",
    "m6i.large, 8192",
    "m7g.medium, 4096",
    "m7i-flex.xlarge, 16384",
    "m5zn.12xlarge, 196608",
    "db.m6g.large, 8192",
    "c5.9xlarge, 73728",
    "c7gn.large, 4096",
    "r6g.medium, 8192",
    "db.r5.24xlarge, 786432"
  })
  void memoryFollowsFromTheNameInMebibytes(String size, long mebibytes) {
    assertThat(InstanceMemory.of(size)).contains(mebibytes << 20);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "c5n.large",
        "c4.large",
        "m3.medium",
        "x2gd.large",
        "m5.metal",
        "t3.metal",
        "db.r6i.large.tpc1.mem2x",
        "large",
        ""
      })
  void otherTypesAreNotKnown(String size) {
    assertThat(InstanceMemory.of(size)).isEmpty();
  }
}
