package io.esform.render.versions;

import io.esform.render.pack.PackFacts;
import io.esform.render.pack.PackFacts.JavaRange;
import io.esform.render.versions.Misfit.Part;
import io.esform.render.versions.NodeVersions.Driver;
import io.esform.render.versions.NodeVersions.Java;
import io.esform.render.versions.NodeVersions.Pack;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Judges combinations of a pack, a Java, a JDBC driver and a database server by the {@link
/// VersionFacts}.
///
/// Only certain faults are reported. What is unknown is not judged.
public final class VersionMatrix {

  private final NodeVersions versions;
  private final List<Misfit> misfits = new ArrayList<>();

  private VersionMatrix(NodeVersions versions) {
    this.versions = versions;
  }

  /// All combinations of these versions that do not work.
  public static List<Misfit> misfits(NodeVersions versions) {
    var matrix = new VersionMatrix(versions);
    matrix.judge();
    return List.copyOf(matrix.misfits);
  }

  /// Combinations that the publisher of the pack does not support, but that may work; each a phrase
  /// without a full stop.
  public static List<String> notes(NodeVersions versions) {
    Pack pack = versions.pack();
    Java java = versions.java();
    JavaRange range = pack == null ? null : pack.facts().java();
    return java == null || range == null || range.includes(java.version().feature())
        ? List.of()
        : List.of("the pack supports %s, not %s".formatted(range, java));
  }

  private void judge() {
    Pack pack = versions.pack();
    Java java = versions.java();
    Driver driver = versions.driver();
    if (pack != null && java != null) {
      reason(pack.facts(), java).ifPresent(reason -> refuseJava(pack, java, reason));
    }
    if (driver != null) {
      judgeClass(driver);
      judgeUrl(driver);
    }
    if (driver != null && versions.server() != null) {
      judgeServer(driver, versions.server());
    }
    if (driver != null && java != null) {
      judgeDriver(driver, java);
    }
  }

  /// Why the pack does not work with this Java, as part of a sentence.
  private static Optional<String> reason(PackFacts pack, Java java) {
    int feature = java.version().feature();
    JavaRange range = pack.java();
    if (range != null && feature < range.lowest()) {
      return Optional.of("it needs Java " + range.lowest() + " or later");
    }
    if (pack.endorsedDirectories() && feature >= VersionFacts.WITHOUT_ENDORSED_DIRECTORIES) {
      return Optional.of(
          "its bin/wso2server.sh sets java.endorsed.dirs, with which Java does not start since"
              + " version "
              + VersionFacts.WITHOUT_ENDORSED_DIRECTORIES);
    }
    return Optional.ofNullable(pack.jspCompiler())
        .filter(compiler -> !reads(compiler, feature))
        .map(compiler ->
            "its JSP compiler (org.eclipse.jdt.core.compiler.batch %s) cannot read the classes of Java %d, so that the login page has no form"
                .formatted(compiler, feature));
  }

  private static boolean reads(String compiler, int java) {
    return VersionNumber.parse(compiler).stream()
        .noneMatch(version ->
            VersionFacts.JSP_COMPILERS.stream().anyMatch(row -> row.isBrokenBy(version, java)));
  }

  private void refuseJava(Pack pack, Java java, String reason) {
    JavaRange range = pack.facts().java();
    String wanted = range == null ? "an older Java" : range.toString();
    misfits.add(
        new Misfit(
            Part.JAVA,
            "%s does not work with %s: %s. %s"
                .formatted(capitalized(pack.toString()), java, reason, advice(java, wanted))));
  }

  private static String advice(Java java, String wanted) {
    return java.delivered()
        ? "Set java.source and java.sha256 to an archive of %s.".formatted(wanted)
        : """
        Use %s: set pack.java_package to a package of it, deliver the archive of a JDK or JRE

            java {
              source = "PATH or URL"
              sha256 = "..."
            }

        or set pack.java_home to its directory in the image of the host.\
        """
            .formatted(wanted);
  }

  private void judgeClass(Driver driver) {
    DriverJar jar = driver.jar();
    if (jar.java() != null) {
      return;
    }
    List<String> drivers = jar.drivers();
    String advice =
        drivers.isEmpty()
            ? "Set database.driver.class to the class of the driver, or database.driver.source to"
                + " the jar that contains it."
            : "It contains %s. Set database.driver.class:\n\n    class = \"%s\""
                .formatted(String.join(" and ", drivers), drivers.getFirst());
    misfits.add(
        new Misfit(
            Part.DRIVER_CLASS,
            "%s does not contain the class %s. %s"
                .formatted(capitalized(driver.toString()), jar.className(), advice)));
  }

  private void judgeUrl(Driver driver) {
    boolean refuses =
        driver.jar().className().equals(VersionFacts.MARIADB)
            && isAtLeast(driver.jar().version(), VersionFacts.MARIADB_WITHOUT_MYSQL_URLS)
            && !driver.urlParameters().contains(VersionFacts.MARIADB_PERMISSION);
    if (refuses) {
      misfits.add(
          new Misfit(
              Part.DRIVER,
              "%s does not accept the JDBC URLs of the node, which begin with jdbc:mysql: (MariaDB Connector/J since version %s). Set in the block database\n\n    url_parameters = { %s = \"true\" }\n\nor set database.driver.source to MySQL Connector/J."
                  .formatted(
                      capitalized(driver.toString()),
                      VersionFacts.MARIADB_WITHOUT_MYSQL_URLS,
                      VersionFacts.MARIADB_PERMISSION)));
    }
  }

  private void judgeServer(Driver driver, String server) {
    VersionNumber version =
        Optional.ofNullable(driver.jar().version()).flatMap(VersionNumber::parse).orElse(null);
    VersionNumber wanted = VersionNumber.parse(server).orElse(null);
    if (version == null || wanted == null) {
      return;
    }
    VersionFacts.OLD_DRIVERS.stream()
        .filter(row -> row.isRefusedBy(driver.jar().className(), version, wanted))
        .forEach(row ->
            misfits.add(
                new Misfit(
                    Part.DRIVER,
                    "%s cannot connect to MySQL %s (database.server_version): when it connects, it asks for a variable that MySQL %s and later do not have. Set database.driver.source to MySQL Connector/J %s or later."
                        .formatted(
                            capitalized(driver.toString()), server, row.server(), row.before()))));
  }

  private static boolean isAtLeast(@Nullable String version, VersionNumber least) {
    return version != null
        && VersionNumber.parse(version).filter(number -> !number.isBefore(least)).isPresent();
  }

  private void judgeDriver(Driver driver, Java java) {
    Integer needed = driver.jar().java();
    if (needed == null || needed <= java.version().feature()) {
      return;
    }
    String older =
        VersionFacts.OLDER_DRIVERS.stream()
            .filter(row -> driver.jar().className().startsWith(row.prefix()))
            .map(row -> ", such as " + row.name())
            .findFirst()
            .orElse("");
    misfits.add(
        new Misfit(
            Part.DRIVER,
            "%s does not work with %s: its class %s needs Java %d or later. Set database.driver.source to a version of the driver for Java %d%s, or %s to Java %d or later."
                .formatted(
                    capitalized(driver.toString()),
                    java,
                    driver.jar().className(),
                    needed,
                    java.version().feature(),
                    older,
                    java.delivered() ? "java.source" : "pack.java_package",
                    needed)));
  }

  private static String capitalized(String text) {
    return Character.toUpperCase(text.charAt(0)) + text.substring(1);
  }
}
