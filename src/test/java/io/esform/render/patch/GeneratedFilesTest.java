package io.esform.render.patch;

import static org.assertj.core.api.Assertions.assertThat;

import io.esform.render.carbon.CarbonChange;
import io.esform.render.carbon.CarbonChange.Language;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class GeneratedFilesTest {

  private static final String TOML = "repository/conf/deployment.toml";
  private static final CarbonChange SERVER =
      new CarbonChange("repository/conf/carbon.xml", Language.XSLT, "", false);
  private static final CarbonChange IDENTITY =
      new CarbonChange("repository/conf/identity.xml", Language.XSLT, "", true);
  private static final CarbonChange SETTINGS =
      new CarbonChange(TOML, Language.TOML, "# template repository/conf/carbon.xml\n", true);
  private static final List<CarbonChange> CHANGES = List.of(SERVER, IDENTITY, SETTINGS);

  private final Map<String, String> pack =
      new HashMap<>(
          Map.of("repository/resources/conf/templates/repository/conf/carbon.xml.j2", "<Server/>"));

  @Test
  void aPackWithoutTheFileIsChangedInEveryOther() throws IOException {
    assertThat(generated().applicable(CHANGES)).isEqualTo(CHANGES);
    assertThat(generated().check(CHANGES)).isEmpty();
  }

  @Test
  void aFileWithATemplateIsSetInTheSettingsOnly() throws IOException {
    pack.put(TOML, "");
    assertThat(generated().applicable(CHANGES)).containsExactly(IDENTITY, SETTINGS);
    assertThat(generated().check(CHANGES)).isEmpty();
    assertThat(generated().find(SERVER.target())).isEqualTo("<Server/>");
  }

  @Test
  void aFileWithATemplateButNoSettingIsRefused() throws IOException {
    pack.put(TOML, "");
    pack.put("repository/resources/conf/templates/repository/conf/identity.xml.j2", "");
    assertThat(generated().check(CHANGES))
        .extracting(fault -> fault.detail())
        .containsExactly(
            """
            repository/conf/identity.xml: expected a file that Carbon only reads, found one that \
            this kernel writes from \
            repository/resources/conf/templates/repository/conf/identity.xml.j2 at every start. No \
            setting of repository/conf/deployment.toml replaces the change.\
            """);
  }

  @Test
  void aKernelWithoutHazelcastIsRefused() {
    assertThat(ClusteringCheck.check("4.7.1", "4.2.5.wso2v1")).isEmpty();
    assertThat(ClusteringCheck.check(null, null)).isEmpty();
    assertThat(ClusteringCheck.check("4.10.32", null))
        .extracting(fault -> fault.detail())
        .first()
        .asString()
        .startsWith("The pack's kernel 4.10.32 has no Hazelcast: expected a bundle");
  }

  private GeneratedFiles generated() throws IOException {
    return GeneratedFiles.of(
        Set.of(SERVER.target(), IDENTITY.target(), TOML),
        path -> {
          var text = pack.get(path);
          return text == null ? null : text.getBytes(StandardCharsets.UTF_8);
        });
  }
}
