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
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

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
    var kernel = Pack.at(RealPacks.kernel(directory.resolve("kernel")));
    checkSameBytes(kernel);
    new GuideCheck(kernel, kernel.patched(SampleNodes.storeWithEverything())).check();
  }

  @Test
  void enterpriseStoreComesOutAsHere() throws Exception {
    assumeThat(RealPacks.ENTERPRISE_STORE).exists();
    checkSameBytes(Pack.at(RealPacks.ENTERPRISE_STORE));
  }

  @ParameterizedTest
  @MethodSource("io.esform.render.patch.PackCase#all")
  void packOfAnyVersionComesOutAsHere(PackCase pack) throws Exception {
    checkSameBytes(pack.pack());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<!-- caf\u00E9 -->",
        "\u00FF\u00FE",
        "\u00EF\u00BB\u00BF",
        "<?xml version='1.0' encoding='us-ascii'?><!-- \u00E9 -->",
        "<?xml version='1.0' encoding='UTF-16'?>",
        "<?xml version='1.0' encoding='ISO-8859-1'?><!-- \u00E9 -->",
        "<?xml version='1.0' encoding='windows-1252'?><!-- \u0080 -->",
        "<?xml version='1.0' encoding='windows-1252'?><!-- \u0081 -->",
        "\u00EF\u00BB\u00BF<?xml version='1.0' encoding='utf-8'?>",
        "\u00EF\u00BB\u00BF<?xml version='1.0' encoding='ISO-8859-1'?>",
      })
  void encodingIsReadOrRefusedAsHere(String start) throws Exception {
    var users = "repository/conf/user-mgt.xml";
    var pack = new TreeMap<String, String>();
    pack.put(users, start + Pack.fixture().text(users));
    checkSameBytes(new Pack(pack));
  }

  @Test
  void missingAnchorIsOneLineOnStandardError() throws Exception {
    var change =
        CHANGES.stream().filter(each -> each.target().equals(MASTER)).findFirst().orElseThrow();
    assertThat(run(change, Pack.fixture().text(MASTER).replace("datasources>", "sources>")))
        .isEqualTo("1 " + MASTER + ": expected /datasources-configuration/datasources\n");
  }

  private void checkSameBytes(Pack pack) throws Exception {
    for (var change : CHANGES) {
      var original = pack.files().get(change.target());
      if (original != null) {
        var result = Pack.result(change, original);
        assertThat(run(change, original)).as(change.target()).isEqualTo(expected(change, result));
        if (result.diagnostics().isEmpty()) {
          assertThat(run(change, Pack.bytes(result)))
              .as(change.target())
              .isEqualTo(expected(change, result));
        }
      }
    }
  }

  /// The script does not know the path of the file in the pack.
  private static String expected(CarbonChange change, PatchResult result) {
    for (var misfit : result.diagnostics()) {
      var prefix = change.target() + ": ";
      var text = misfit.detail();
      var isNamed = change.content().contains(prefix + text.substring(prefix.length()));
      return "1 " + (isNamed ? text : text.substring(prefix.length())) + "\n";
    }
    var notes = result.notes().stream().map(note -> "note: " + note + "\n");
    return "0 " + notes.collect(Collectors.joining()) + Pack.bytes(result);
  }

  /// The exit code, and the resulting file or the standard error.
  private String run(CarbonChange change, String original)
      throws IOException, InterruptedException {
    var name = "change" + change.fileName().substring(change.fileName().lastIndexOf('.'));
    Files.writeString(directory.resolve(name), change.content());
    Files.writeString(directory.resolve("old"), original, StandardCharsets.ISO_8859_1);
    var process =
        new ProcessBuilder("python3", "pack-patch.py", name, "old")
            .directory(directory.toFile())
            .redirectOutput(directory.resolve("new").toFile())
            .start();
    var error = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
    var code = process.waitFor();
    return code
        + " "
        + error
        + Files.readString(directory.resolve("new"), StandardCharsets.ISO_8859_1);
  }
}
