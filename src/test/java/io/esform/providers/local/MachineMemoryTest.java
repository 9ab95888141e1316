package io.esform.providers.local;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class MachineMemoryTest {

  @Test
  void isTheTotalThatTheKernelReports() {
    String text =
        """
        MemTotal:       16384256 kB
        MemFree:         1024000 kB
        """;

    assertThat(MachineMemory.read(text)).contains(16_384_256L << 10);
  }

  @Test
  void isUnknownWithoutALineOfTheTotal() {
    assertThat(MachineMemory.read("MemFree: 1 kB\n")).isEmpty();
  }
}
