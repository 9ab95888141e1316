package io.esform.render.nginx;

import static org.assertj.core.api.Assertions.assertThat;

import io.esform.render.nginx.LoadBalancer.Stickiness;
import io.esform.testing.Command;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// What is rendered, judged by Nginx itself.
@Tag("real")
class NginxFilesIT {

  @TempDir Path directory;

  @ParameterizedTest
  @EnumSource(Stickiness.class)
  void nginxTakesTheFilesWithoutAWarning(Stickiness stickiness) throws Exception {
    var sample = NginxFilesTest.balancer(stickiness);
    Path certificate = directory.resolve("certificate");
    Path key = directory.resolve("key");
    Command.run(
        "openssl",
        "req",
        "-x509",
        "-newkey",
        "rsa:2048",
        "-nodes",
        "-subj",
        "/CN=test",
        "-keyout",
        key.toString(),
        "-out",
        certificate.toString());
    var balancer =
        new LoadBalancer(
            sample.virtualHosts(),
            certificate.toString(),
            key.toString(),
            sample.maxBodySize(),
            sample.connectTimeoutSeconds(),
            sample.readTimeoutSeconds());
    var main = new StringBuilder("pid %s/pid;\nevents {}\nhttp {\n".formatted(directory));
    NginxFiles.render(balancer).values().forEach(main::append);
    Path file = directory.resolve("nginx.conf");
    Files.writeString(file, main.append("}\n"));
    var tested =
        Command.run(
            "nginx", "-t", "-c", file.toString(), "-e", directory.resolve("log").toString());
    assertThat(tested.output()).contains("test is successful").doesNotContain("[warn]");
    assertThat(tested.status()).isZero();
  }
}
