package io.esform.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import io.esform.testing.Command;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `bin/lib/pack.sh` with a fake `mvn`, whose behaviour is set by its file `behaviour`.
@Tag("real")
class PackScriptIT {

  /// The checksum of the six bytes `whole\n`.
  private static final String SHA256 =
      "3661291e28107bb940142d346bdb3a86da68415ae7fe451374d403c6037b9fa5";

  @TempDir private Path directory = Path.of("unset");

  @BeforeEach
  void layMaven() throws IOException {
    Path maven = Files.createDirectory(directory.resolve("bin")).resolve("mvn");
    Files.writeString(
        maven,
        """
        #!/bin/bash
        for argument; do
          case $argument in -DoutputDirectory=*) output=${argument#*=}/thing-1.zip ;; esac
        done
        . %s/behaviour
        """
            .formatted(directory));
    assertThat(maven.toFile().setExecutable(true)).isTrue();
  }

  @Test
  void aFetchThatWasCutOffIsDoneAgain() throws Exception {
    mavenDoes("echo who >$output; kill $PPID; exit 1");
    assertThat(fetch().status()).isNotZero();
    assertThat(file()).doesNotExist();

    mavenDoes("echo whole >$output");
    assertThat(fetch()).isEqualTo(new Command.Result(0, "Fetching org.example:thing:1:zip.\n"));
    assertThat(file()).hasContent("whole\n");
  }

  @Test
  void aFileThatIsThereIsNotFetchedAgain() throws Exception {
    mavenDoes("echo whole >$output");
    fetch();
    mavenDoes("exit 1");
    assertThat(fetch()).isEqualTo(new Command.Result(0, ""));
  }

  @Test
  void halfAFileOfAnEarlierFetchIsReplaced() throws Exception {
    Files.createDirectory(file().getParent());
    Files.writeString(file(), "who");
    mavenDoes("echo whole >$output");
    assertThat(fetch().status()).isZero();
    assertThat(file()).hasContent("whole\n");
  }

  @Test
  void aWrongFileIsNotTaken() throws Exception {
    mavenDoes("echo other >$output");
    var result = fetch();
    assertThat(result.status()).isOne();
    assertThat(result.output())
        .contains("Maven fetched for org.example:thing:1:zip does not have the sha256")
        .contains("rm -r ~/.m2/repository/org/example/thing/1");
    assertThat(file()).doesNotExist();
  }

  private Path file() {
    return directory.resolve("pack/thing-1.zip");
  }

  private void mavenDoes(String shell) throws IOException {
    Files.writeString(directory.resolve("behaviour"), shell + "\n");
  }

  private Command.Result fetch() throws IOException, InterruptedException {
    String script =
        """
        set -euo pipefail
        . bin/lib/say.sh
        . bin/lib/debian.sh
        . bin/lib/pack.sh
        PATH=%1$s/bin:$PATH java_home=/none pack_directory=%1$s/pack
        pack_artifacts=("org.example:thing:1:zip %2$s")
        fetch_pack
        """
            .formatted(directory, SHA256);
    return Command.run("bash", "-c", script);
  }
}
