package io.esform.render.sql;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// The foreign keys in Carbon's scripts.
@Tag("real")
class ForeignKeysIT {

  private static final Path PACKS = Path.of("examples", "quickstart", ".esform");

  @Test
  void carbonsOwnScriptHasOnlyStandardKeys() throws IOException {
    List<Path> packs = packs();
    assertThat(packs).as("packs; bin/verify fetches one").isNotEmpty();
    for (Path pack : packs) {
      var keys = ForeignKeys.of(script(pack));
      assertThat(keys.references()).as(pack.toString()).hasSizeGreaterThan(20);
      assertThat(keys.nonStandard()).as(pack.toString()).isEmpty();
    }
  }

  private static List<Path> packs() throws IOException {
    try (Stream<Path> files = Files.list(PACKS)) {
      return files
          .filter(file -> file.getFileName().toString().matches("wso2carbon-core-.*\\.zip"))
          .toList();
    }
  }

  private static String script(Path pack) throws IOException {
    try (var zip = new ZipFile(pack.toFile())) {
      var script =
          zip.stream()
              .filter(entry -> entry.getName().endsWith("/dbscripts/mysql.sql"))
              .findFirst()
              .orElseThrow();
      try (var stream = zip.getInputStream(script)) {
        return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
      }
    }
  }
}
