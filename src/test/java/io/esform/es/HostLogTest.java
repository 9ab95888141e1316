package io.esform.es;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class HostLogTest {

  @Test
  void theLastLinesFollowTheAccountIndented() {
    assertThat(
            HostLog.after(
                "n1 reports: Carbon ended.", "log", "first\n\n\u001B[31mred\u001B[0m\r\n"))
        .isEqualTo("n1 reports: Carbon ended.\n\nThe last lines of its log:\n  first\n  red");
  }

  @Test
  void onlyTwentyLinesAreShown() {
    String log =
        IntStream.rangeClosed(1, 25).mapToObj(it -> "line " + it).collect(Collectors.joining("\n"));

    assertThat(HostLog.after("It failed.", "console", log).lines().skip(3))
        .hasSize(20)
        .startsWith("  line 6")
        .endsWith("  line 25");
  }

  @Test
  void anEmptyOrUnreadableLogIsReported() {
    assertThat(HostLog.after("It failed.", "console", " \n"))
        .isEqualTo("It failed.\n\nIts console is empty.");
    assertThat(HostLog.unreadable("It failed.", "console", "No permission."))
        .isEqualTo("It failed.\n\nIts console cannot be read: No permission.");
  }
}
