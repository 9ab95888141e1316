package io.esform.render.patch;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.esform.render.carbon.CarbonChange;
import io.esform.render.carbon.CarbonRenderer;
import io.esform.render.carbon.SampleNodes;
import io.esform.render.json.AsciiJson;
import io.esform.render.xml.XmlText;
import io.esform.testing.Golden;
import io.esform.value.Value;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The script that sets `deployment.toml` on a host has the same result as the Java code, byte for
/// byte. Python's TOML library judges that the result has the settings and everything else as
/// before.
@Tag("real")
final class SettingsScriptIT {

  private static final int CASES = 400;
  private static final Pattern TEMPLATE = Pattern.compile("# template (.*)");
  private static final CarbonChange CHANGE =
      CarbonRenderer.render(SampleNodes.publisher()).stream()
          .filter(change -> change.language() == CarbonChange.Language.TOML)
          .findFirst()
          .orElseThrow();

  @TempDir Path directory;

  @BeforeEach
  void layScriptSecretsAndTemplates() throws IOException {
    Files.writeString(directory.resolve("toml-patch.py"), HostScript.settingsText());
    Files.writeString(directory.resolve("change.toml"), CHANGE.content());
    var document = new StringBuilder("<secrets>\n");
    Pack.SECRETS.forEach((name, value) ->
        document.append(
            "<secret name=\"%s\">%s</secret>\n".formatted(name, XmlText.escape(value))));
    Files.writeString(directory.resolve("secrets.xml"), document.append("</secrets>\n"));
    for (var match : TEMPLATE.matcher(CHANGE.content()).results().toList()) {
      var template = directory.resolve("templates/" + match.group(1) + ".j2");
      Files.createDirectories(template.getParent());
      Files.writeString(template, CHANGE.content().replace("# binds", "").replace("<", ""));
    }
  }

  @Test
  void randomFilesComeOutAsHereAndMeanWhatTheyShould() throws Exception {
    var cases = new LinkedHashMap<String, Value>();
    for (long seed = 0; seed < CASES; seed++) {
      cases.put("file " + seed, result(RandomSettings.text(seed)));
    }
    assertThat(judge(cases)).isEmpty();
  }

  @Test
  void brokenFilesComeOutAsHere() throws Exception {
    var cases = new LinkedHashMap<String, Value>();
    for (long seed = 0; seed < CASES; seed++) {
      var random = new Random(seed);
      var text = new StringBuilder(RandomSettings.text(seed));
      int at = random.nextInt(text.append("\n").length());
      if (random.nextBoolean()) {
        text.deleteCharAt(at);
      } else {
        text.insert(at, "[]{}=\"'#.,\\\r\n \uFEFF".charAt(random.nextInt(15)));
      }
      cases.put("broken file " + seed, result(text.toString()));
    }
    assertThat(judge(cases)).isEmpty();
  }

  private Value result(String original) {
    var result =
        PackPatcher.apply(
            CHANGE, original.getBytes(UTF_8), SecretLookup.of(Pack.SECRETS), this::template);
    var values = new LinkedHashMap<String, Value>();
    values.put("original", Value.of(original));
    values.put("result", Value.of(new String(result.bytes(), UTF_8)));
    values.put("message", Value.of(result.diagnostics().hasErrors() ? message(result) : ""));
    return Value.objectOf(values);
  }

  private static String message(PatchResult result) {
    return result.diagnostics().iterator().next().detail();
  }

  private String judge(Map<String, Value> cases) throws IOException, InterruptedException {
    Files.writeString(directory.resolve("cases.json"), AsciiJson.write(Value.objectOf(cases)));
    var process =
        new ProcessBuilder(
                "python3",
                Golden.resource("render/patch/toml-judge.py").toAbsolutePath().toString(),
                "cases.json",
                "change.toml",
                "templates")
            .directory(directory.toFile())
            .redirectErrorStream(true)
            .start();
    var faults = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(faults).isZero();
    return faults;
  }

  private String template(String target) {
    try {
      return Files.readString(directory.resolve("templates/" + target + ".j2"));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}
