package io.esform.providers.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ArchiveTest {

  @TempDir private Path directory = Path.of(".");

  @Test
  void filesComeBackByTheirPathBelowTheRoot() throws IOException {
    var archive = new Archive().file("/etc/a/b", "text", 0600).privateDirectory("/etc/a/c");

    assertThat(Archive.read(archive.stream()))
        .containsOnlyKeys("etc/a/b")
        .extractingByKey("etc/a/b")
        .isEqualTo("text".getBytes(StandardCharsets.UTF_8));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 511, 512, 513, 100_000})
  void aFileOfAnyLengthIsSentWhole(int length) throws IOException {
    Path source = Files.writeString(directory.resolve("source"), "x".repeat(length));

    try (var sent = Archive.of("/var/lib/esform/pack.zip", source)) {
      assertThat(Archive.read(sent))
          .containsOnlyKeys("var/lib/esform/pack.zip")
          .extractingByKey("var/lib/esform/pack.zip")
          .isEqualTo(Files.readAllBytes(source));
    }
  }
}
