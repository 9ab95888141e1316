package io.esform.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.esform.testing.Golden;
import io.esform.testing.SamplePack;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Each `*.esf` in `cli/impossible` is the smallest configuration of a cluster that cannot work;
/// the `.txt` of the same name is what its plan reports. They use the modules `es-cluster` and
/// `node`, the network of `shared/base.esf`, and the sample pack as `pack.zip` and, with another
/// name, as `other.zip`.
class ImpossibleClustersTest {

  private static final Path CASES = Golden.resource("cli/impossible");

  static Stream<String> cases() throws IOException {
    try (Stream<Path> files = Files.list(CASES)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.endsWith(".esf"))
          .map(name -> name.substring(0, name.length() - ".esf".length()))
          .sorted()
          .toList()
          .stream();
    }
  }

  @ParameterizedTest
  @MethodSource("cases")
  void isRefusedByThePlan(String name, @TempDir Path directory) throws Exception {
    copy(CASES.resolve("shared"), directory);
    copy(Path.of("modules/es-cluster"), directory.resolve("es-cluster"));
    pack("WSO2 Enterprise Store v2.1.0", directory.resolve("pack.zip"));
    pack("WSO2 Governance Registry v5.4.0", directory.resolve("other.zip"));
    Files.copy(CASES.resolve(name + ".esf"), directory.resolve("main.esf"));
    CommandRun run = CommandRun.of(directory, List.of("plan"), null);
    Golden.check(CASES.resolve(name + ".txt"), run.err());
    assertThat(run.exit()).isEqualTo(1);
  }

  private static void pack(String product, Path file) throws Exception {
    SamplePack.copy().add("bin/version.txt", product + "\n").zipTo(file);
  }

  private static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> paths = Files.walk(from)) {
      for (Path path : paths.filter(Files::isRegularFile).toList()) {
        Path target = to.resolve(from.relativize(path).toString());
        Files.createDirectories(target.getParent());
        Files.copy(path, target);
      }
    }
  }
}
