package io.esform.render.cloudinit;

import static org.assertj.core.api.Assertions.assertThat;

import io.esform.testing.Command;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Rendered user-data, checked by cloud-init.
@Tag("real")
class CloudConfigIT {

  @Test
  void cloudInitTakesTheConfiguration(@TempDir Path directory) throws Exception {
    Path file = directory.resolve("config");
    Files.writeString(
        file,
        CloudConfig.render(
            List.of(
                HostFile.plain("/etc/one.conf", "a: b\n\n  # \"quoted\"\n"),
                HostFile.executable("/opt/two", "bell \u0007\r\n"))));
    var checked = Command.run("cloud-init", "schema", "--config-file", file.toString());
    assertThat(checked.output()).contains("Valid cloud-config");
    assertThat(checked.status()).isZero();
  }
}
