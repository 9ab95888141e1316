package io.esform.es;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.esform.es.Platform.Abilities;
import io.esform.es.Platform.InputSources;
import io.esform.provider.Arguments;
import io.esform.provider.RendersFiles.FileComparison;
import io.esform.provider.RendersFiles.RenderedFile;
import io.esform.provider.ResourceType.AttributeDiagnostic;
import io.esform.render.pack.PackSecrets;
import io.esform.testing.FakeInputFiles;
import io.esform.testing.SamplePack;
import io.esform.value.Types;
import io.esform.value.Value;
import io.esform.value.Value.ObjectValue;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The faults of a pack, as a plan finds them.
class PackCheckTest {

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

  private List<String> faults() {
    return kind.faultsOfInputs(Arguments.of(node.configuration())).stream()
        .map(AttributeDiagnostic::detail)
        .toList();
  }

  private void replace(String file, String old, String with) throws IOException {
    Path path = pack.resolve("repository/conf/" + file);
    String text = Files.readString(path);
    assertThat(text).contains(old);
    Files.writeString(path, text.replace(old, with));
  }

  @Test
  void aPackThatFitsHasNoFaults() {
    assertThat(faults()).isEmpty();
  }

  @Test
  void everyMisfitIsReportedAtOnce() throws IOException {
    replace("axis2/axis2.xml", "HazelcastClusteringAgent", "TribesClusteringAgent");
    replace("tomcat/catalina-server.xml", "Connector", "Listener");
    Files.delete(pack.resolve("repository/conf/user-mgt.xml"));

    assertThat(faults())
        .hasSize(3)
        .anySatisfy(
            it -> assertThat(it).contains("axis2.xml: expected", "HazelcastClusteringAgent"))
        .anySatisfy(it -> assertThat(it).contains("catalina-server.xml: expected", "Connector"))
        .anySatisfy(it -> assertThat(it).contains("user-mgt.xml: the pack has no such file"))
        .allSatisfy(it -> assertThat(it).contains("wso2es.zip").doesNotContain("Exception"));
  }

  @Test
  void aMalformedFileIsReportedWithoutNamesOfClasses() throws IOException {
    replace("registry.xml", "</wso2registry>", "</registry>");

    assertThat(faults())
        .singleElement()
        .asString()
        .contains("registry.xml: expected well-formed XML: The element type")
        .doesNotContainPattern("javax|com\\.sun|Exception");
  }

  @Test
  void aNameOfADatasourceInAnotherFileIsReported() throws IOException {
    Path master = pack.resolve("repository/conf/datasources/master-datasources.xml");
    Files.copy(master, master.resolveSibling("bps-datasources.xml"));

    assertThat(faults())
        .isNotEmpty()
        .allSatisfy(it -> assertThat(it).contains("bps-datasources.xml: expected one datasource"));
  }

  @Test
  void aMissingOptionalFileIsNoFault() throws IOException {
    Files.delete(pack.resolve("repository/conf/identity/sso-idp-config.xml"));

    assertThat(faults()).isEmpty();
  }

  @Test
  void aFileOfAnotherKindIsNoPack() {
    files.usePack(pack.resolve("repository/deployment"));

    assertThat(faults()).singleElement().asString().contains("no directory repository/conf");
  }

  @Test
  void aFileThatIsNoZipFileSaysSo() throws IOException {
    files.usePack(Files.writeString(pack.resolve("wso2es.zip"), "<html>Not found</html>"));

    assertThat(faults())
        .singleElement()
        .asString()
        .contains("not a zip file")
        .doesNotContain("Exception");
  }

  /// As on AWS, where the same plan uploads the pack.
  @Test
  void aPackThatHostsFetchIsCheckedByItsCopyOnThisMachine() throws IOException {
    node.nested("pack").set("source", "https://example.com/wso2es.zip");
    Files.delete(pack.resolve("repository/conf/user-mgt.xml"));
    assertThat(faults()).isEmpty();
    files.putCopy(Samples.SHA256, Path.of("/packs/wso2es.zip"));
    assertThat(faults())
        .singleElement()
        .asString()
        .contains("user-mgt.xml: the pack has no such file");
    assertThat(shown()).containsKey("/opt/wso2es/repository/conf/axis2/axis2.xml");
  }

  private SortedMap<String, RenderedFile> shown() {
    return Samples.resultingFiles(kind, node.configuration());
  }

  @Test
  void filesOfThePackAreShownAsTheyWillBeOnTheHost() throws IOException {
    String path = "repository/conf/datasources/master-datasources.xml";

    RenderedFile datasources = requireNonNull(shown().get("/opt/wso2es/" + path));

    assertThat(datasources.original())
        .isEqualTo(PackSecrets.hide(Files.readString(pack.resolve(path))));
    assertThat(datasources.text())
        .contains("<url>jdbc:mysql://carbondb.mysql-wso2.com:3306/ES_regdb", "(sensitive value)")
        .doesNotContain("geheim", "xsl:");
    assertThat(shown()).doesNotContainKey("/etc/esform/changes/" + path + ".xsl");
  }

  @Test
  void passwordsOfThePackAreNotShown() throws IOException {
    replace("datasources/master-datasources.xml", "local\">wso2carbon", "local\">pack-secret");

    assertThat(shown().toString()).doesNotContain("pack-secret");
  }

  /// The text before is not known: it depends on a change that another version rendered.
  @Test
  void theResultOfAChangeOfAnotherVersionHasItsPathButNoText() {
    ObjectValue host = Samples.node().configuration();
    var change = "/etc/esform/changes/repository/conf/axis2/axis2.xml.xsl";
    var checksums = Map.of(change, Value.of("a".repeat(64)));

    assertThat(
            Samples.recordedFiles(kind, host.with("files", Value.mapOf(Types.STRING, checksums))))
        .isEqualTo(
            Map.of(
                "/opt/wso2es/repository/conf/axis2/axis2.xml",
                new RenderedFile("a".repeat(64), null, null)));
  }

  /// The old pack of a host that gets another one is no longer on this machine.
  @Test
  void aReplacedPackIsComparedByThePathsOfItsFiles() throws IOException {
    Path sameFile = Files.writeString(pack.resolveSibling("other.zip"), "another pack");
    var type =
        new HostType(
            kind,
            _ -> {
              throw new AssertionError("no platform");
            },
            new Abilities(true, false, InputSources.FILES, true),
            files);
    ObjectValue host = Samples.node().configuration();
    ObjectValue after = host.with("files", RenderedFiles.attribute(kind.files(Arguments.of(host))));
    Arguments oldPack = Arguments.of(after).requiredBlock("pack");
    ObjectValue before =
        after.with(
            "pack",
            oldPack
                .object()
                .with("source", Value.of(sameFile.toString()))
                .with("sha256", Value.of("b".repeat(64))));

    FileComparison files = type.resultingFiles(before, after);

    var path = "/opt/wso2es/repository/conf/axis2/axis2.xml";
    assertThat(files.before().keySet()).isEqualTo(files.after().keySet());
    assertThat(requireNonNull(files.before().get(path)).text()).isNull();
    assertThat(requireNonNull(files.after().get(path)).text()).contains("Hazelcast");
  }

  @Test
  void aPackThatMovedIsStillComparedByItsTexts() {
    ObjectValue host = Samples.node().configuration();
    files.putCopy(Samples.SHA256, Path.of("/packs/wso2es.zip"));
    Arguments block = Arguments.of(host).requiredBlock("pack");
    ObjectValue moved = host.with("pack", block.object().with("source", Value.of("gone.zip")));

    assertThat(Samples.resultingFiles(kind, moved)).isEqualTo(shown());
  }

  @Test
  void withoutThePackItsChangesAreShown() {
    files.remove(Path.of("/packs/wso2es.zip"));

    assertThat(shown())
        .containsKey("/etc/esform/changes/repository/conf/axis2/axis2.xml.xsl")
        .doesNotContainKey("/opt/wso2es/repository/conf/axis2/axis2.xml");
  }
}
