package io.esform.render.patch;

import static org.assertj.core.api.Assertions.assertThat;

import io.esform.render.carbon.CarbonNode;
import io.esform.render.carbon.CarbonRenderer;
import io.esform.render.carbon.SampleNodes;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The script for hosts, with the host's own `python3` and `xsltproc`, gives the bytes that this
/// side gives.
@Tag("real")
final class HostScriptIT {

  private static final String MASTER = "repository/conf/datasources/master-datasources.xml";

  @TempDir Path directory;

  @Test
  void fixturePackComesOutAsHere() throws Exception {
    checkSameBytes(Pack.fixture());
  }

  @Test
  void kernelComesOutAsHere() throws Exception {
    checkSameBytes(Pack.at(RealPacks.kernel(directory.resolve("kernel"))));
  }

  @Test
  void enterpriseStoreComesOutAsHere() throws Exception {
    org.assertj.core.api.Assumptions.assumeThat(RealPacks.ENTERPRISE_STORE).exists();
    checkSameBytes(Pack.at(RealPacks.ENTERPRISE_STORE));
  }

  @Test
  void filesThatNoChangeIsForAnyMoreArePutBack() throws Exception {
    var pack = Pack.fixture();
    lay(pack, SampleNodes.publisher());
    assertThat(run()).isEqualTo("0 ");
    Files.delete(directory.resolve("changes/repository/conf/registry.xml.xsl"));
    assertThat(run()).isEqualTo("0 ");
    assertThat(read("repository/conf/registry.xml"))
        .isEqualTo(pack.text("repository/conf/registry.xml"));
  }

  @Test
  void missingAnchorAndMissingFileAreOneLineOnStandardError() throws Exception {
    var pack = Pack.fixture();
    pack.files().computeIfPresent(MASTER, (_, text) -> text.replace("datasource>", "source>"));
    lay(pack, SampleNodes.publisher());
    assertThat(run())
        .isEqualTo(
            "1 " + MASTER + ": expected /datasources-configuration/datasources/datasource\n");
    Files.delete(directory.resolve("pack").resolve(MASTER));
    assertThat(run()).isEqualTo("1 " + MASTER + ": expected the file in the pack\n");
  }

  @Test
  void filesWithSecretsAreTheirOwnersAlone() throws Exception {
    lay(Pack.fixture(), SampleNodes.publisher());
    assertThat(run()).isEqualTo("0 ");
    assertThat(mode(MASTER)).isEqualTo("rw-------");
    assertThat(mode("repository/conf/carbon.xml")).isEqualTo("rw-r--r--");
  }

  private String mode(String target) throws IOException {
    return PosixFilePermissions.toString(
        Files.getPosixFilePermissions(directory.resolve("pack").resolve(target)));
  }

  private void checkSameBytes(Pack pack) throws Exception {
    var node = SampleNodes.storeWithEverything();
    lay(pack, node);
    for (var round = 0; round < 2; round++) {
      assertThat(run()).isEqualTo("0 ");
      var expected = pack.patched(node);
      for (var target : pack.files().keySet()) {
        assertThat(read(target)).as(target).isEqualTo(expected.text(target));
      }
    }
  }

  private void lay(Pack pack, CarbonNode node) throws IOException {
    for (var file : pack.files().entrySet()) {
      var text = file.getValue();
      var encoding = FileEncoding.of(text.getBytes(StandardCharsets.ISO_8859_1)).orElseThrow();
      var path = write("pack/" + file.getKey(), text, encoding);
      Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rw-r--r--"));
    }
    for (var change : CarbonRenderer.render(node)) {
      write("changes/" + change.fileName(), change.content(), StandardCharsets.UTF_8);
    }
    for (Map.Entry<String, String> secret : Pack.SECRETS.entrySet()) {
      write("secrets/" + secret.getKey(), secret.getValue(), StandardCharsets.UTF_8);
    }
    write("pack-patch.py", HostScript.text(), StandardCharsets.UTF_8);
  }

  private Path write(String name, String text, Charset encoding) throws IOException {
    var path = directory.resolve(name);
    Files.createDirectories(path.getParent());
    return Files.writeString(path, text, encoding);
  }

  private String read(String target) throws IOException {
    var path = directory.resolve("pack").resolve(target);
    return Files.readString(path, Pack.encoding(path));
  }

  /// The exit code and what was written to standard error.
  private String run() throws IOException, InterruptedException {
    var process =
        new ProcessBuilder("python3", "pack-patch.py", "changes", "pack", "pristine", "secrets")
            .directory(directory.toFile())
            .start();
    var error = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
    return process.waitFor() + " " + error;
  }
}
