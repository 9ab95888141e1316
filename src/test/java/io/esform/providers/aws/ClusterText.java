package io.esform.providers.aws;

import io.esform.testing.Workbench;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// The configuration of a complete cluster on AWS: the module `network-aws`, hosts, a managed
/// database, and names.
final class ClusterText {

  /// The number of hosts besides the load balancer.
  static final int HOSTS = 3;

  private static final Path MODULE = Path.of("modules", "network-aws");

  private ClusterText() {}

  static Workbench addModule(Workbench bench) {
    for (String file : List.of("main.esf", "variables.esf", "outputs.esf")) {
      bench.withFile("network-aws/" + file, read(MODULE.resolve(file)));
    }
    return bench;
  }

  /// @param connections the connection limit of each host
  /// @param databaseClass the size of the managed database
  /// @param kernel the kernel in the image of the first host
  static String of(int connections, String databaseClass, String kernel) {
    return """
    locals {
      connections    = %d
      database_class = "%s"
      kernel         = "%s"
    }
    """
            .formatted(connections, databaseClass, kernel)
        + read(Path.of("src", "test", "resources", "aws", "cluster.esf"));
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }
}
