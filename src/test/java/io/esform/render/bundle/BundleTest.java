package io.esform.render.bundle;

import static org.assertj.core.api.Assertions.assertThat;

import io.esform.render.cloudinit.HostFile;
import io.esform.render.cloudinit.Packed;
import io.esform.testing.Command;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BundleTest {

  private static final HostFile PLAIN = HostFile.plain("/etc/one.conf", "größe\n\n  indented\n");
  private static final HostFile SCRIPT = HostFile.executable("/opt/esform/two", "#!/bin/sh\n");
  private static final HostFile DEEP =
      HostFile.plain("/etc/esform/overlay/" + "deep/".repeat(40) + "größe 1.sql", "");

  @TempDir private Path directory = Path.of("unset");

  @Test
  void theSameFilesGiveTheSameBytesInAnyOrder() {
    assertThat(Bundle.of(List.of(PLAIN, SCRIPT, DEEP)))
        .isEqualTo(Bundle.of(List.of(DEEP, SCRIPT, PLAIN)));
  }

  /// Another content, path or mode is another bundle.
  @Test
  void everyDifferenceGivesAnotherChecksum() {
    assertThat(
            List.of(
                Bundle.of(List.of(PLAIN)).sha256(),
                Bundle.of(List.of(HostFile.plain(PLAIN.path(), "other\n"))).sha256(),
                Bundle.of(List.of(HostFile.plain("/etc/two.conf", PLAIN.content()))).sha256(),
                Bundle.of(List.of(HostFile.executable(PLAIN.path(), PLAIN.content()))).sha256()))
        .doesNotHaveDuplicates();
  }

  @Test
  void theArchiveHasNoTimeAndBelongsToRoot() throws Exception {
    write(Bundle.of(List.of(SCRIPT, PLAIN)));
    assertThat(run("tar", "--utc", "--numeric-owner", "-tvzf", archive().toString()).lines())
        .hasSize(2)
        .allMatch(line -> line.contains("0/0") && line.contains("1970-01-01 00:00"))
        .satisfiesExactly(
            first -> assertThat(first).startsWith("-rw-r--r--").endsWith(" etc/one.conf"),
            second -> assertThat(second).startsWith("-rwxr-xr-x").endsWith(" opt/esform/two"));
  }

  @Test
  void tarUnpacksEveryFileAsItWas() throws Exception {
    write(Bundle.of(List.of(SCRIPT, PLAIN, DEEP)));
    run("tar", "-xzpf", archive().toString(), "-C", directory.toString());

    for (HostFile file : List.of(SCRIPT, PLAIN, DEEP)) {
      Path unpacked = directory.resolve(file.path().substring(1));
      assertThat(unpacked).hasContent(file.content());
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(unpacked)))
          .isEqualTo(file.mode().equals("0755") ? "rwxr-xr-x" : "rw-r--r--");
    }
  }

  private void write(Packed bundle) throws IOException {
    Files.write(archive(), Base64.getDecoder().decode(bundle.base64()));
  }

  private Path archive() {
    return directory.resolve("bundle");
  }

  private static String run(String... command) throws IOException, InterruptedException {
    var result = Command.run(command);
    assertThat(result.status()).as(result.output()).isZero();
    return result.output();
  }
}
