package io.esform.render.patch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;

/// The places of real packs: the kernel in the local Maven repository, and the Enterprise Store's
/// configuration beside this repository if it exists.
final class RealPacks {

  static final Path ENTERPRISE_STORE = Path.of("../shared/wso2/es-2.0.0");

  private static final String VERSION = "4.7.1";

  private RealPacks() {}

  /// The file of a kernel in the local Maven repository, which may not exist.
  static Path zip(String version) {
    var repository =
        Path.of(
            System.getProperty(
                "maven.repo.local", System.getProperty("user.home") + "/.m2/repository"));
    return repository.resolve(
        "org/wso2/carbon/wso2carbon-core/%1$s/wso2carbon-core-%1$s.zip".formatted(version));
  }

  /// Unpacks the kernel's configuration.
  static Path kernel(Path directory) throws IOException {
    var zip = zip(VERSION);
    assertThat(zip)
        .as("mvn dependency:get -Dartifact=org.wso2.carbon:wso2carbon-core:%s:zip", VERSION)
        .exists();
    try (var pack = FileSystems.newFileSystem(zip);
        var files = Files.walk(pack.getPath("wso2carbon-core-" + VERSION, "repository", "conf"))) {
      for (var file : files.filter(Files::isRegularFile).toList()) {
        var copy =
            directory.resolve(
                file.getRoot() == null ? file.toString() : file.toString().substring(1));
        Files.createDirectories(copy.getParent());
        Files.copy(file, copy);
      }
    }
    return directory.resolve("wso2carbon-core-" + VERSION);
  }
}
