package io.esform.es;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.esform.provider.Arguments;
import io.esform.provider.RendersFiles.RenderedFile;
import io.esform.provider.ResourceType.AttributeDiagnostic;
import io.esform.render.pack.PackSecrets;
import io.esform.testing.FakeInputFiles;
import io.esform.testing.Golden;
import io.esform.testing.SamplePack;
import io.esform.value.Types;
import io.esform.value.Value;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Overrides of files of a pack, as a plan checks and shows them.
class PackOverridesTest {

  private static final String USERS = "repository/conf/user-mgt.xml";
  private static final String LOG4J = "repository/conf/log4j.properties";
  private static final String HOME = "/opt/wso2es/";

  @TempDir private Path pack = Path.of("unset");
  private final FakeInputFiles files =
      new FakeInputFiles(Map.of(Path.of("/packs/wso2es.zip"), Samples.SHA256));
  private final NodeHost kind = new NodeHost(files);
  private final Block node = Samples.node();

  @BeforeEach
  void copy() throws IOException {
    SamplePack.copy().writeTo(pack);
    files.usePack(pack);
  }

  private void override(String file, String argument, String text) {
    node.add("overrides").set("file", file).set(argument, text);
  }

  private static String stylesheet(String name) throws IOException {
    return Files.readString(Golden.resource("render/patch/stylesheets/" + name + ".xsl"));
  }

  private List<AttributeDiagnostic> faults() {
    return kind.faultsOfInputs(Arguments.of(node.configuration()));
  }

  private SortedMap<String, RenderedFile> shown() {
    return Samples.resultingFiles(kind, node.configuration());
  }

  private static String text(RenderedFile file) {
    return requireNonNull(file.text());
  }

  @Test
  void overridesApplyInOrderAfterTheChangeOfEsform() throws IOException {
    node.set("secrets", Value.mapOf(Types.STRING, Map.of("ldap", Value.of("geheim-2"))));
    override(USERS, "xslt", stylesheet("user-store"));
    override(USERS, "xslt", stylesheet("root"));

    assertThat(faults()).isEmpty();
    RenderedFile users = requireNonNull(shown().get(HOME + USERS));

    assertThat(users.original()).isEqualTo(PackSecrets.hide(Files.readString(pack.resolve(USERS))));
    assertThat(text(users))
        .contains("<Property name=\"dataSource\">jdbc/WSO2UM_DB</Property>")
        .contains(">ldaps://ldap.example.com:636</Property>")
        .contains("also=\"(sensitive value)\">(sensitive value)</Property>")
        .contains("<!-- the end -->")
        .doesNotContain("geheim-2", "$esform");
    assertThat(shown().keySet()).noneMatch(path -> path.contains("user-mgt.xml/"));
    assertThat(kind.notesOfInputs(Arguments.of(node.configuration()))).isEmpty();
  }

  @Test
  void aFileThatEsformDoesNotChangeIsShownAsADifferenceFromThePack() throws IOException {
    override(LOG4J, "merge", "log4j.rootLogger=INFO, CARBON_LOGFILE\nlog4j.logger.org.wso2=WARN");

    RenderedFile log4j = requireNonNull(shown().get(HOME + LOG4J));

    assertThat(log4j.original()).isEqualTo(Files.readString(pack.resolve(LOG4J)));
    assertThat(text(log4j))
        .isEqualTo(
            """
            # The root category
            log4j.rootLogger = INFO, CARBON_LOGFILE
            #log4j.logger.org.wso2=DEBUG

            log4j.appender.CARBON_LOGFILE.layout.ConversionPattern=[%d] %P%5p {%c} \\- %x %m%n
            log4j.logger.org.wso2=WARN
            """);
  }

  @Test
  void aNewFileIsShownWhole() {
    override("repository/components/patches/a.txt", "content", "new\n");
    RenderedFile file = requireNonNull(shown().get(HOME + "repository/components/patches/a.txt"));
    assertThat(file.original()).isNull();
    assertThat(text(file)).isEqualTo("new\n");
    assertThat(faults()).isEmpty();
  }

  @Test
  void aFileOfAnOptionalChangeCanBeNew() throws IOException {
    String file = "repository/conf/identity/sso-idp-config.xml";
    Files.delete(pack.resolve(file));
    override(file, "content", "<SSOIdentityProviderConfig/>\n");
    assertThat(faults()).isEmpty();
    assertThat(text(requireNonNull(shown().get(HOME + file))))
        .isEqualTo("<SSOIdentityProviderConfig/>\n");
  }

  @Test
  void everyMisfitIsReportedAtItsArgument() throws IOException {
    override("repository/conf/absent.xml", "xslt", stylesheet("identity"));
    override("repository/conf/absent.properties", "merge", "a=b");
    override(USERS, "xslt", stylesheet("message"));
    override(USERS, "xslt", stylesheet("two-roots"));
    override(LOG4J, "xslt", stylesheet("identity"));
    override(LOG4J, "merge", "a=b");

    assertThat(faults())
        .extracting(fault -> fault.path() + " " + fault.summary() + ": " + fault.detail())
        .satisfiesExactlyInAnyOrder(
            it ->
                assertThat(it)
                    .isEqualTo(
                        "overrides[0].xslt Override does not fit the pack: repository/conf/absent.xml:"
                            + " the pack has no such file. Correct the path, or create the file with"
                            + " content.\n\nThe pack is wso2es.zip (an unknown product)."),
            it -> assertThat(it).startsWith("overrides[1].merge").contains("no such file"),
            it -> assertThat(it).startsWith("overrides[2].xslt").contains(USERS + ": not here.\n"),
            it ->
                assertThat(it)
                    .startsWith("overrides[3].xslt")
                    .contains("expected a stylesheet whose result is well-formed XML: The markup"),
            it ->
                assertThat(it)
                    .startsWith("overrides[4].xslt")
                    .contains(LOG4J + ": expected well-formed XML")
                    .doesNotContainPattern("javax|com\\.sun|Exception"));
  }

  @Test
  void aFileInPlaceOfADirectoryIsRefused() {
    override("repository/conf", "content", "");
    override(LOG4J + "/more.txt", "content", "");
    assertThat(faults())
        .extracting(AttributeDiagnostic::detail)
        .satisfiesExactly(
            it -> assertThat(it).startsWith("repository/conf: expected a file, found a directory."),
            it -> assertThat(it).contains("expected the directory " + LOG4J + ", found a file."));
  }

  @Test
  void aFileThatTheKernelWritesCannotHaveOverrides() throws IOException {
    Files.writeString(pack.resolve("repository/conf/deployment.toml"), "[server]\nname = \"x\"\n");
    Path templates = pack.resolve("repository/resources/conf/templates/repository/conf");
    Files.createDirectories(templates);
    Files.writeString(templates.resolve("log4j.properties.j2"), "");
    override(LOG4J, "merge", "a=b");
    override("repository/conf/deployment.toml", "merge", "[log4j]\nlevel = \"INFO\"");

    assertThat(faults())
        .filteredOn(fault -> fault.summary().startsWith("Override"))
        .singleElement()
        .satisfies(fault -> {
          assertThat(fault.path()).hasToString("overrides[0].merge");
          assertThat(fault.detail())
              .contains("Set the keys of the template in repository/conf/deployment.toml");
        });
    assertThat(text(requireNonNull(shown().get(HOME + "repository/conf/deployment.toml"))))
        .startsWith("[server]\nname = \"x\"\nhostname = \"publisher.es-wso2.com\"\n")
        .endsWith("[log4j]\nlevel = \"INFO\"\n");
  }

  @Test
  void theScriptIsDeliveredOnlyWithOverrides() {
    String script = "/opt/esform/bin/override-patch.py";
    assertThat(kind.files(Arguments.of(node.configuration())))
        .noneMatch(file -> file.path().equals(script));
    override(LOG4J, "merge", "a=b");
    assertThat(kind.files(Arguments.of(node.configuration())))
        .anyMatch(file -> file.path().equals(script))
        .anyMatch(file -> file.path().equals("/etc/esform/overrides/" + LOG4J + "/1.properties"));
  }
}
