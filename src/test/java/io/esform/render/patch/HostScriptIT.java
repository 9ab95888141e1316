package io.esform.render.patch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.esform.render.carbon.CarbonChange;
import io.esform.render.carbon.CarbonRenderer;
import io.esform.render.carbon.SampleNodes;
import io.esform.render.xml.XmlText;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The script for hosts, with the host's `python3` and `xsltproc`, has the same result as the Java
/// code, byte for byte.
@Tag("real")
final class HostScriptIT {

  private static final String MASTER = "repository/conf/datasources/master-datasources.xml";
  private static final List<CarbonChange> CHANGES =
      CarbonRenderer.render(SampleNodes.storeWithEverything());

  @TempDir Path directory;

  @BeforeEach
  void layScriptAndSecrets() throws IOException {
    Files.writeString(directory.resolve("pack-patch.py"), HostScript.text());
    var document = new StringBuilder("<secrets>\n");
    Pack.SECRETS.forEach((name, value) ->
        document.append(
            "<secret name=\"%s\">%s</secret>\n".formatted(name, XmlText.escape(value))));
    Files.writeString(directory.resolve("secrets.xml"), document.append("</secrets>\n"));
  }

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
    assumeThat(RealPacks.ENTERPRISE_STORE).exists();
    checkSameBytes(Pack.at(RealPacks.ENTERPRISE_STORE));
  }

  @Test
  void missingAnchorIsOneLineOnStandardError() throws Exception {
    var change =
        CHANGES.stream().filter(each -> each.target().equals(MASTER)).findFirst().orElseThrow();
    assertThat(run(change, Pack.fixture().text(MASTER).replace("datasource>", "source>")))
        .isEqualTo(
            "1 " + MASTER + ": expected /datasources-configuration/datasources/datasource\n");
  }

  private void checkSameBytes(Pack pack) throws Exception {
    for (var change : CHANGES) {
      var original = pack.files().get(change.target());
      if (original != null) {
        var result = PackPatcher.apply(change, original, SecretLookup.of(Pack.SECRETS)).text();
        assertThat(run(change, original)).as(change.target()).isEqualTo("0 " + result);
        assertThat(run(change, result)).as(change.target()).isEqualTo("0 " + result);
      }
    }
  }

  /// The exit code, and the resulting file or the standard error.
  private String run(CarbonChange change, String original)
      throws IOException, InterruptedException {
    var encoding = FileEncoding.of(original.getBytes(StandardCharsets.ISO_8859_1)).orElseThrow();
    var name = "change" + change.fileName().substring(change.fileName().lastIndexOf('.'));
    Files.writeString(directory.resolve(name), change.content());
    Files.writeString(directory.resolve("old"), original, encoding);
    var process =
        new ProcessBuilder("python3", "pack-patch.py", name, "old")
            .directory(directory.toFile())
            .redirectOutput(directory.resolve("new").toFile())
            .start();
    var error = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
    var code = process.waitFor();
    return code + " " + error + Files.readString(directory.resolve("new"), encoding);
  }
}
