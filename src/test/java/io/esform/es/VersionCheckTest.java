package io.esform.es;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.esform.es.Platform.Abilities;
import io.esform.es.Platform.InputSources;
import io.esform.provider.Arguments;
import io.esform.provider.ResourceType;
import io.esform.provider.ResourceType.AttributeDiagnostic;
import io.esform.provider.ResourceType.PlanRequest;
import io.esform.provider.ResourceType.PlanResponse;
import io.esform.testing.FakeInputFiles;
import io.esform.testing.SampleDriver;
import io.esform.testing.SampleJava;
import io.esform.testing.SamplePack;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The versions of a node as a plan reads and judges them.
class VersionCheckTest {

  private static final Path PACK = Path.of("/packs/wso2es.zip");
  private static final Path JAVA = Path.of("/packs/jre.tar.gz");
  private static final Path DRIVER = Path.of("/packs/driver.jar");
  private static final String KERNEL_4_4 =
      """
      jdk_17=`$JAVA_HOME/bin/java -version 2>&1 | grep "1.[7|8]"`
      $JAVACMD \\
          -Djava.endorsed.dirs="$JAVA_ENDORSED_DIRS" \\
          org.wso2.carbon.bootstrap.Bootstrap $*
      """;
  private static final String KERNEL_4_7 =
      "if [ $java_version_formatted -lt 1100 ] || [ $java_version_formatted -gt 1700 ]; then\n";

  @TempDir private Path pack = Path.of("unset");
  private final FakeInputFiles files =
      new FakeInputFiles(
          Map.of(PACK, Samples.SHA256, JAVA, Samples.SHA256, DRIVER, Samples.SHA256));
  private final ResourceType type =
      requireNonNull(
          EsTypes.over(
                  _ -> new FakePlatform(),
                  new Abilities(true, false, InputSources.FILES, true),
                  files)
              .get("es_node"));
  private final Block node = Samples.node();

  @BeforeEach
  void useAPack() throws IOException {
    usePack(KERNEL_4_4);
    node.nested("database").nested("driver").set("source", DRIVER.toString());
  }

  private void usePack(String script) throws IOException {
    SamplePack.copy()
        .add("bin/wso2server.sh", script)
        .add("bin/version.txt", "WSO2 Enterprise Store v2.0.0\n")
        .writeTo(pack);
    files.usePack(pack);
  }

  private void deliver(String version) {
    node.add("java").set("source", JAVA.toString()).set("sha256", Samples.SHA256);
    files.putArchive(JAVA, SampleJava.files(version));
  }

  private PlanResponse plan() {
    return type.plan(new PlanRequest("es_node.a", null, node.configuration(), node.proposed(null)));
  }

  private List<String> faults() {
    return plan().faults().stream().map(fault -> fault.path() + " " + fault.summary()).toList();
  }

  private String detail() {
    assertThat(plan().faults()).hasSize(1);
    return plan().faults().getFirst().detail();
  }

  @Test
  void theDefaultPackageIsRefusedForKernel44() {
    assertThat(faults()).containsExactly("pack.java_package Versions do not fit");
    assertThat(detail())
        .contains("The pack wso2es.zip (WSO2 Enterprise Store v2.0.0")
        .contains("Java 17 (package openjdk-17-jre-headless)")
        .contains("Use Java 7 to 8");
  }

  @Test
  void aDeliveredJava8FitsKernel44() {
    deliver("1.8.0_392");

    assertThat(plan().faults()).isEmpty();
    assertThat(plan().notes()).noneMatch(note -> note.contains("Java"));
  }

  @Test
  void anotherPackageFitsKernel44() {
    node.nested("pack").set("java_package", "temurin-8-jre");

    assertThat(faults()).isEmpty();
  }

  @Test
  void aWrongArchiveIsRefusedAtItsSource() {
    deliver("11.0.13");

    assertThat(faults()).containsExactly("java.source Versions do not fit");
    assertThat(detail())
        .contains("Java 11.0.13 (archive jre.tar.gz)", "java.source and java.sha256");
  }

  @Test
  void aJavaOfTheImageIsNotJudged() {
    node.nested("pack").set("java_home", "/opt/jdk8");

    assertThat(faults()).isEmpty();
  }

  @Test
  void anUnknownPackageIsNotJudged() {
    node.nested("pack").set("java_package", "default-jre-headless");

    assertThat(faults()).isEmpty();
  }

  @Test
  void anUnsupportedJavaThatMayWorkIsNoted() throws IOException {
    usePack(KERNEL_4_7);
    deliver("25.0.1");

    assertThat(plan().faults()).isEmpty();
    assertThat(plan().notes())
        .contains("the pack supports Java 11 to 17, not Java 25.0.1 (archive jre.tar.gz)");
  }

  @Test
  void allWrongCombinationsAreReportedInOnePlan() throws IOException {
    usePack(KERNEL_4_7);
    deliver("1.7.0_80");
    files.putArchive(DRIVER, SampleDriver.files("org.mariadb.jdbc.Driver", "3.5.11", 8));
    node.nested("database").nested("driver").set("class", "org.mariadb.jdbc.Driver");

    assertThat(faults())
        .containsExactly(
            "java.source Versions do not fit",
            "database.driver.source Versions do not fit",
            "database.driver.source Versions do not fit");
    assertThat(plan().faults()).allMatch(AttributeDiagnostic::shared);
  }

  @Test
  void anotherClassThanTheJarContainsIsRefused() {
    deliver("1.8.0_392");
    files.putArchive(DRIVER, SampleDriver.files("com.mysql.jdbc.Driver", "5.1.49", 5));

    assertThat(faults()).containsExactly("database.driver.class Versions do not fit");
    assertThat(detail()).contains("class = \"com.mysql.jdbc.Driver\"");
  }

  @Test
  void aDriverThatIsTooOldForTheServerIsRefused() {
    deliver("1.8.0_392");
    files.putArchive(DRIVER, SampleDriver.files("com.mysql.jdbc.Driver", "5.1.37", 5));
    node.nested("database")
        .set("server_version", "8.4")
        .nested("driver")
        .set("class", "com.mysql.jdbc.Driver");

    assertThat(faults()).containsExactly("database.driver.source Versions do not fit");
  }

  @Test
  void anArchiveWithoutJavaIsRefused() {
    deliver("1.8.0_392");
    files.putArchive(JAVA, Map.of("jdk/bin/java.exe", new byte[4]));

    assertThat(faults()).containsExactly("java.source Not an archive of Java");
  }

  @Test
  void anArchiveForMacIsRefused() {
    deliver("1.8.0_392");
    files.putArchive(
        JAVA,
        Map.of(
            "jdk/Contents/Home/bin/java",
            new byte[] {(byte) 0xcf, (byte) 0xfa, (byte) 0xed, (byte) 0xfe}));

    assertThat(faults()).containsExactly("java.source Java for another system");
  }

  @Test
  void filesThatHostsFetchAreNotJudged() {
    node.add("java").set("source", "https://example.com/jre.tar.gz").set("sha256", Samples.SHA256);
    node.nested("database").nested("driver").set("source", "https://example.com/driver.jar");

    assertThat(faults()).isEmpty();
  }

  /// As on AWS, where the same plan uploads them.
  @Test
  void filesThatHostsFetchAreJudgedByTheirCopyOnThisMachine() {
    String object = "f".repeat(64);
    node.add("java").set("source", "https://example.com/java-ffff").set("sha256", object);
    files.putCopy(object, JAVA);
    files.putArchive(JAVA, SampleJava.files("11.0.13"));

    assertThat(faults()).containsExactly("java.source Versions do not fit");
    assertThat(detail()).contains("Java 11.0.13 (archive jre.tar.gz)");
  }

  @Test
  void theArchiveIsDeliveredAndNoPackageIsInstalled() {
    deliver("1.8.0_392");
    var host = Arguments.of(node.proposed(null));
    var kind = new NodeHost(files);

    assertThat(kind.inputs(host))
        .extracting(Input::hostPath)
        .contains("/var/lib/esform/inputs/java");
    String settings =
        kind.files(host).stream()
            .filter(file -> file.path().equals(HostSettings.FILE))
            .findFirst()
            .orElseThrow()
            .content();
    assertThat(settings)
        .contains("java_url=''\njava_sha256='" + Samples.SHA256 + "'\n")
        .contains("mariadb-client'\n")
        .doesNotContain("openjdk");
  }
}
