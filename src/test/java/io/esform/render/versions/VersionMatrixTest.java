package io.esform.render.versions;

import static org.assertj.core.api.Assertions.assertThat;

import io.esform.render.pack.PackFacts;
import io.esform.render.pack.PackFacts.JavaRange;
import io.esform.render.versions.Misfit.Part;
import io.esform.render.versions.NodeVersions.Driver;
import io.esform.render.versions.NodeVersions.Java;
import io.esform.render.versions.NodeVersions.Pack;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The combinations of versions that are refused.
class VersionMatrixTest {

  private static final String OLD = "com.mysql.jdbc.Driver";
  private static final String NEW = "com.mysql.cj.jdbc.Driver";
  private static final String MARIADB = "org.mariadb.jdbc.Driver";

  private static Pack kernel(String version) {
    return switch (version) {
      case "4.4.1" ->
          pack("WSO2 Enterprise Store v2.0.0", version, new JavaRange(7, 8), true, null);
      case "4.5.1" ->
          pack("an unknown product", version, new JavaRange(7, 11), false, "3.10.2.v20150120-1634");
      case "4.5.1 with 3.33" ->
          pack("an unknown product", "4.5.1", new JavaRange(7, 11), false, "3.33.0");
      default ->
          pack(
              "an unknown product", version, new JavaRange(11, 17), false, "3.28.0.v20211117-1416");
    };
  }

  private static Pack pack(
      String product, String kernel, JavaRange java, boolean endorsed, @Nullable String compiler) {
    return new Pack("es.zip", new PackFacts(product, kernel, "4.2.5", java, endorsed, compiler));
  }

  private static Java delivered(int feature) {
    return new Java(new JavaVersion(feature, feature + ".0.1"), "jre.tar.gz", true);
  }

  private static Java ofPackage(int feature) {
    return new Java(
        new JavaVersion(feature, Integer.toString(feature)), "openjdk-" + feature + "-jre", false);
  }

  private static Driver driver(
      String className, @Nullable String version, @Nullable Integer java, String... parameters) {
    return new Driver(
        "driver.jar",
        new DriverJar(className, version, List.of(className.equals(NEW) ? OLD : NEW), java),
        Set.of(parameters));
  }

  private static List<Misfit> misfits(
      @Nullable Pack pack, @Nullable Java java, @Nullable Driver driver) {
    return VersionMatrix.misfits(new NodeVersions(pack, java, driver, null));
  }

  @ParameterizedTest
  @CsvSource({
    "4.4.1, 7, ''",
    "4.4.1, 8, ''",
    "4.4.1, 11, java.endorsed.dirs",
    "4.4.1, 17, java.endorsed.dirs",
    "4.5.1, 8, ''",
    "4.5.1, 11, ''",
    "4.5.1, 16, ''",
    "4.5.1, 17, JSP compiler (org.eclipse.jdt.core.compiler.batch 3.10.2",
    "4.5.1, 21, JSP compiler",
    "4.5.1, 25, ''",
    "4.5.1 with 3.33, 17, ''",
    "4.7.1, 8, it needs Java 11 or later",
    "4.7.1, 11, ''",
    "4.7.1, 17, ''",
    "4.7.1, 21, ''",
    "4.7.1, 25, ''"
  })
  void aKernelIsRefusedWithAJavaItDoesNotWorkWith(String kernel, int java, String reason) {
    List<Misfit> misfits = misfits(kernel(kernel), ofPackage(java), null);

    if (reason.isEmpty()) {
      assertThat(misfits).isEmpty();
    } else {
      assertThat(misfits)
          .singleElement()
          .satisfies(misfit -> {
            assertThat(misfit.part()).isEqualTo(Part.JAVA);
            assertThat(misfit.detail()).contains(reason);
          });
    }
  }

  @ParameterizedTest
  @CsvSource({"4.4.1, 8, false", "4.7.1, 17, false", "4.7.1, 25, true", "4.5.1, 25, true"})
  void aJavaThatThePackDoesNotSupportIsNotedIfItMayWork(String kernel, int java, boolean noted) {
    var versions = new NodeVersions(kernel(kernel), delivered(java), null, null);

    assertThat(VersionMatrix.notes(versions)).hasSize(noted ? 1 : 0);
    if (kernel.equals("4.7.1") && noted) {
      assertThat(VersionMatrix.notes(versions))
          .containsExactly("the pack supports Java 11 to 17, not Java 25.0.1 (archive jre.tar.gz)");
    }
  }

  @Test
  void aRefusedPackageSaysHowToDeliverAnotherJava() {
    assertThat(misfits(kernel("4.4.1"), ofPackage(17), null))
        .extracting(Misfit::detail)
        .containsExactly(
            """
            The pack es.zip (WSO2 Enterprise Store v2.0.0, kernel 4.4.1) does not work with Java 17 \
            (package openjdk-17-jre): its bin/wso2server.sh sets java.endorsed.dirs, with which Java \
            does not start since version 9. Use Java 7 to 8: set pack.java_package to a package of \
            it, deliver the archive of a JDK or JRE

                java {
                  source = "PATH or URL"
                  sha256 = "..."
                }

            or set pack.java_home to its directory in the image of the host.\
            """);
  }

  @Test
  void aRefusedArchiveSaysWhichArgumentsToSet() {
    assertThat(misfits(kernel("4.7.1"), delivered(8), null))
        .extracting(Misfit::detail)
        .containsExactly(
            "The pack es.zip (an unknown product, kernel 4.7.1) does not work with Java 8.0.1"
                + " (archive jre.tar.gz): it needs Java 11 or later. Set java.source and"
                + " java.sha256 to an archive of Java 11 to 17.");
  }

  @Test
  void aDriverForALaterJavaIsRefused() {
    assertThat(misfits(null, delivered(7), driver(NEW, "8.4.0", 8)))
        .containsExactly(
            new Misfit(
                Part.DRIVER,
                "The JDBC driver driver.jar (version 8.4.0) does not work with Java 7.0.1 (archive"
                    + " jre.tar.gz): its class com.mysql.cj.jdbc.Driver needs Java 8 or later. Set"
                    + " database.driver.source to a version of the driver for Java 7, such as"
                    + " MySQL Connector/J 5.1.49 with the class com.mysql.jdbc.Driver, or"
                    + " java.source to Java 8 or later."));
    assertThat(misfits(null, delivered(8), driver(NEW, "8.4.0", 8))).isEmpty();
    assertThat(misfits(null, delivered(7), driver(OLD, "5.1.49", 5))).isEmpty();
    assertThat(misfits(null, ofPackage(17), driver("org.example.Driver", null, 21)))
        .singleElement()
        .extracting(Misfit::detail)
        .asString()
        .contains("a version of the driver for Java 17, or pack.java_package to Java 21");
  }

  @Test
  void aClassThatIsNotInTheJarIsRefusedWithTheOneThatIs() {
    assertThat(misfits(null, null, driver(NEW, "5.1.49", null)))
        .containsExactly(
            new Misfit(
                Part.DRIVER_CLASS,
                "The JDBC driver driver.jar (version 5.1.49) does not contain the class"
                    + " com.mysql.cj.jdbc.Driver. It contains com.mysql.jdbc.Driver. Set"
                    + " database.driver.class:\n\n    class = \"com.mysql.jdbc.Driver\""));
  }

  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      value = {"1.7.6, false", "2.7.12, false", "3.0.3, true", "3.5.11, true", "-, false"})
  void mariadbsDriverRefusesTheUrlsOfNodesSinceVersion3(@Nullable String version, boolean refused) {
    List<Misfit> misfits = misfits(null, null, driver(MARIADB, version, 8));

    assertThat(misfits).hasSize(refused ? 1 : 0);
    assertThat(misfits)
        .allMatch(misfit ->
            misfit.detail().contains("url_parameters = { permitMysqlScheme = \"true\" }"));
    assertThat(misfits(null, null, driver(MARIADB, version, 8, "permitMysqlScheme"))).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "5.1.36, 8.4, false",
    "5.1.37, 5.7.44, false",
    "5.1.37, 8.0, true",
    "5.1.43, 8.4.3, true",
    "5.1.44, 8.4, false",
    "5.1.49, 8.4, false",
    "6.0.6, 8.0.35, true",
    "8.0.7, 9.1, true",
    "8.0.8, 8.4, false",
    "8.4.0, 8.4, false",
    "of an unknown form, 8.4, false"
  })
  void aDriverThatAsksForRemovedVariablesIsRefusedForMysql8(
      String driver, String server, boolean refused) {
    var versions = new NodeVersions(null, null, driver(OLD, driver, 5), server);

    assertThat(VersionMatrix.misfits(versions)).hasSize(refused ? 1 : 0);
  }

  @Test
  void aDriverThatIsTooOldForTheServerSaysWhichOneIsNot() {
    var versions = new NodeVersions(null, null, driver(OLD, "5.1.37", 5), "8.4");

    assertThat(VersionMatrix.misfits(versions))
        .containsExactly(
            new Misfit(
                Part.DRIVER,
                "The JDBC driver driver.jar (version 5.1.37) cannot connect to MySQL 8.4"
                    + " (database.server_version): when it connects, it asks for a variable that"
                    + " MySQL 8 and later do not have. Set database.driver.source to MySQL"
                    + " Connector/J 5.1.44 or later."));
    assertThat(
            VersionMatrix.misfits(
                new NodeVersions(null, null, driver(MARIADB, "2.7.12", 5), "8.4")))
        .isEmpty();
  }

  @Test
  void everyWrongCombinationIsReportedAtOnce() {
    assertThat(misfits(kernel("4.7.1"), delivered(7), driver(MARIADB, "3.5.11", 8)))
        .extracting(Misfit::part)
        .containsExactly(Part.JAVA, Part.DRIVER, Part.DRIVER);
  }

  @Test
  void whatIsUnknownIsNotJudged() {
    assertThat(misfits(null, null, null)).isEmpty();
    assertThat(misfits(kernel("4.4.1"), null, driver(NEW, "8.4.0", 8))).isEmpty();
    assertThat(misfits(null, ofPackage(17), null)).isEmpty();
    var silent = new PackFacts("a product", null, null, null, false, "of an unknown form");
    assertThat(misfits(new Pack("es.zip", silent), ofPackage(17), null)).isEmpty();
    assertThat(
            VersionMatrix.notes(
                new NodeVersions(new Pack("es.zip", silent), ofPackage(17), null, null)))
        .isEmpty();
  }
}
