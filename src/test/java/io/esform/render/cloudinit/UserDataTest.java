package io.esform.render.cloudinit;

import static org.assertj.core.api.Assertions.assertThat;

import io.esform.testing.Golden;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.dataformat.yaml.YAMLMapper;

class UserDataTest {

  private static final String COMMAND = "ESFORM_GENERATION=1 exec /opt/esform/bin/boot";

  private static final List<HostFile> FILES =
      List.of(
          HostFile.plain("/etc/one.conf", "first line\n\n  indented: \"kept\"\n"),
          HostFile.executable("/opt/two", "#!/bin/sh\necho 'two'\n"));

  @Test
  void theMessageHoldsTheFilesAndTheCommand() {
    Golden.check("render/cloudinit/user-data.mime", message(UserData.of(FILES, COMMAND)));
  }

  @Test
  void theSameInputGivesTheSameBytes() {
    assertThat(UserData.of(FILES, COMMAND)).isEqualTo(UserData.of(FILES, COMMAND));
    assertThat(Base64.getDecoder().decode(UserData.of(FILES, COMMAND).base64()))
        .startsWith(0x1f, 0x8b, 8, 0, 0, 0, 0, 0)
        .hasSize(UserData.of(FILES, COMMAND).bytes());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "plain\n",
        "",
        "\n",
        "no newline at the end",
        "two at the end\n\n",
        " starts with a space\n",
        "\tstarts with a tab\n",
        "CRLF\r\nline ends\r\n",
        "größe 日本語 😀\n",
        "--esform-part\n# not a comment\n",
        "bell \u0007, next line \u0085, separator \u2028, mark \ufeff\n",
        "quotes \" and \\ backslash, no newline",
        "trailing spaces   \n  \n x\n"
      })
  void aFileIsReadBackAsItWas(String content) {
    assertThat(contentReadBack(content)).isEqualTo(content);
  }

  private static String contentReadBack(String content) {
    var text = CloudConfig.render(List.of(HostFile.plain("/a", content)));
    return new YAMLMapper().readTree(text).get("write_files").get(0).get("content").asString();
  }

  private static String message(UserData userData) {
    var packed = Base64.getDecoder().decode(userData.base64());
    try (var gzip = new GZIPInputStream(new ByteArrayInputStream(packed))) {
      return new String(gzip.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException failure) {
      throw new AssertionError(failure);
    }
  }
}
