package io.esform.render.boot;

import static org.assertj.core.api.Assertions.assertThat;

import io.esform.render.boot.BootFiles.HostRole;
import io.esform.render.cloudinit.HostFile;
import io.esform.testing.Golden;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class BootFilesTest {

  private static final LinkedHashMap<String, String> SETTINGS = new LinkedHashMap<>();

  static {
    SETTINGS.put("packages", "nginx-light curl");
    SETTINGS.put("odd", "it's $HOME `here` \"now\"");
  }

  @ParameterizedTest
  @EnumSource(HostRole.class)
  void eachKindHasItsSettingsAndUnits(HostRole kind) {
    var text = new StringBuilder();
    for (HostFile file : BootFiles.render(kind, SETTINGS)) {
      boolean isScript = file.path().startsWith("/opt/");
      text.append("#### %s %s\n".formatted(file.path(), file.mode()))
          .append(isScript ? "(the script)\n" : file.content());
    }
    Golden.check("render/boot/" + kind.name().toLowerCase(Locale.ROOT) + ".txt", text.toString());
  }

  @ParameterizedTest
  @EnumSource(HostRole.class)
  void theShellUnderstandsTheScript(HostRole kind, @TempDir Path directory)
      throws IOException, InterruptedException {
    var script = directory.resolve("boot");
    Files.writeString(
        script, content(kind, "/opt/esform/bin/start") + content(kind, "/opt/esform/bin/boot"));
    assertThat(run("bash", "-n", script.toString())).isEmpty();
  }

  @Test
  void settingsReachTheShellAsTheyAre(@TempDir Path directory)
      throws IOException, InterruptedException {
    var settings = directory.resolve("host.conf");
    Files.writeString(settings, content(HostRole.DATABASE, "/etc/esform/host.conf"));
    assertThat(run("sh", "-c", ". " + settings + "; printf %s \"$odd\""))
        .isEqualTo("it's $HOME `here` \"now\"");
  }

  @Test
  void theScriptOfUserDataIsAsReviewed() {
    Golden.check("render/boot/start.sh", content(HostRole.NODE, "/opt/esform/bin/start"));
  }

  /// Each kind has the same script, so that its part of user-data differs only in settings.
  @ParameterizedTest
  @EnumSource(HostRole.class)
  void userDataCarriesTheSettingsAndWhatFetchesTheRest(HostRole kind) {
    assertThat(BootFiles.render(kind, SETTINGS))
        .filteredOn(BootFiles::isInUserData)
        .extracting(HostFile::path)
        .containsExactly(
            "/etc/esform/host.conf", "/opt/esform/bin/start", "/opt/esform/bin/aws.py");
    assertThat(content(kind, "/opt/esform/bin/start"))
        .isEqualTo(content(HostRole.NODE, "/opt/esform/bin/start"));
  }

  @Test
  void theCommandNamesTheBundleAndItsObject() {
    assertThat(BootFiles.command(3)).isEqualTo("ESFORM_GENERATION=3 exec /opt/esform/bin/start");
    assertThat(BootFiles.command(3, "abc", ""))
        .isEqualTo("ESFORM_GENERATION=3 exec /opt/esform/bin/start abc");
    assertThat(BootFiles.command(3, "abc", "s3://packs/it/abc.tar.gz"))
        .isEqualTo("ESFORM_GENERATION=3 exec /opt/esform/bin/start abc 's3://packs/it/abc.tar.gz'");
  }

  private static String content(HostRole kind, String path) {
    return BootFiles.render(kind, SETTINGS).stream()
        .filter(file -> file.path().equals(path))
        .findFirst()
        .orElseThrow()
        .content();
  }

  private static String run(String... command) throws IOException, InterruptedException {
    var process = new ProcessBuilder(command).redirectErrorStream(true).start();
    var output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    process.waitFor();
    return output;
  }
}
