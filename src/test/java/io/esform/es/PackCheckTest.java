package io.esform.es;

import static org.assertj.core.api.Assertions.assertThat;

import io.esform.provider.Arguments;
import io.esform.provider.ResourceType.AttributeDiagnostic;
import io.esform.testing.FakeInputFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The faults of a pack, as a plan finds them.
class PackCheckTest {

  private static final Path SAMPLE = Path.of("src/test/resources/render/carbon/pack");

  @TempDir private Path pack = Path.of("unset");
  private final FakeInputFiles files =
      new FakeInputFiles(Map.of(Path.of("/packs/wso2es.zip"), Samples.SHA256));
  private final NodeHost kind = new NodeHost(files);

  @BeforeEach
  void copy() throws IOException {
    try (Stream<Path> sample = Files.walk(SAMPLE)) {
      for (Path file : sample.filter(Files::isRegularFile).toList()) {
        Path copied = pack.resolve(SAMPLE.relativize(file));
        Files.createDirectories(copied.getParent());
        Files.copy(file, copied);
      }
    }
    files.usePack(pack);
  }

  private List<String> faults() {
    return kind.faultsOfInputs(Arguments.of(Samples.node().configuration())).stream()
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
}
