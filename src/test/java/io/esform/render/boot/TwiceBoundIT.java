package io.esform.render.boot;

import static org.assertj.core.api.Assertions.assertThat;

import io.esform.testing.Command;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The function of `node.sh` that finds a JNDI name in two files of datasources.
@Tag("real")
final class TwiceBoundIT {

  private static final Path SCRIPT = Path.of("src/main/resources/io/esform/render/boot/node.sh");
  private static final String DATASOURCE = "<jndiConfig>\n<name> %s </name></jndiConfig>\n";

  @TempDir private Path server = Path.of("unset");

  @Test
  void aNameInTwoFilesIsFound() throws Exception {
    write(
        "master-datasources.xml", DATASOURCE.formatted("jdbc/A") + DATASOURCE.formatted("jdbc/B"));
    write("metrics-datasources.xml", DATASOURCE.formatted("jdbc/B"));
    write("other.xml", DATASOURCE.formatted("jdbc/A"));

    assertThat(run())
        .isEqualTo(
            "jdbc/B is bound in ./master-datasources.xml and in ./metrics-datasources.xml\n");
  }

  @Test
  void namesOfOneFileAndNamesInCommentsAreNone() throws Exception {
    write("master-datasources.xml", DATASOURCE.formatted("jdbc/A").repeat(2));
    write("metrics-datasources.xml", "<!-- " + DATASOURCE.formatted("jdbc/A") + " -->");

    assertThat(run()).isEmpty();
  }

  private void write(String name, String text) throws IOException {
    Path directory = Files.createDirectories(server.resolve("repository/conf/datasources"));
    Files.writeString(directory.resolve(name), text);
  }

  private String run() throws IOException, InterruptedException {
    var result =
        Command.run(
            "bash",
            "-c",
            """
            set -eEuo pipefail
            . <(sed -n '/^twice_bound() {/,/^}/p' %s)
            carbon_home=%s
            twice_bound
            """
                .formatted(SCRIPT.toAbsolutePath(), server));
    assertThat(result.status()).as(result.output()).isZero();
    return result.output();
  }
}
