package io.esform.render.versions;

import io.esform.render.pack.PackFacts.JavaRange;
import java.util.List;

/// The versions that are known not to work together. Each row has its source; "tried" means that
/// the versions named were run.
///
/// Other facts come from the files of a node: the range of Java in the start script of the pack,
/// the Java for which the class of a driver is compiled, and the bundle of Hazelcast.
final class VersionFacts {

  /// Since this version, Java does not start with `java.endorsed.dirs` (JEP 220; tried: 17). Start
  /// scripts of kernels up to 4.4 set it.
  static final int WITHOUT_ENDORSED_DIRECTORIES = 9;

  private static final VersionNumber MYSQL_8 = VersionNumber.of(8);

  /// JSP compilers that cannot read the classes of some versions of Java. Without its pages, a
  /// kernel answers the login page with status 200 and no form.
  static final List<JspCompiler> JSP_COMPILERS =
      List.of(
          // Tried: the class reader of 3.10.2, 3.12.3 and 3.13.0 fails on java.lang.System of Java
          // 17.0 and 21.0, and on no class of java.base of 11.0 and 25.0; that of 3.13.50, 3.28 and
          // 3.33 reads all. Kernels 4.5.1 and 4.6.3-m4 with 3.10.2 have no login form on Java 17.
          new JspCompiler(VersionNumber.of(3, 13, 50), new JavaRange(17, 21)));

  /// The last versions of drivers for an older Java than that of their newest version.
  static final List<OlderDriver> OLDER_DRIVERS =
      List.of(
          // The class files of 5.1.34 to 5.1.49 are for Java 5, those of 8.0.9 and later for 8.
          new OlderDriver(
              "com.mysql.", "MySQL Connector/J 5.1.49 with the class com.mysql.jdbc.Driver"),
          // The class files of 1.7.6 are for Java 6, those of 2.7.12 and later for Java 8.
          new OlderDriver("org.mariadb.", "MariaDB Connector/J 1.7.6"));

  /// Drivers that cannot connect to newer servers.
  static final List<OldDriver> OLD_DRIVERS =
      List.of(
          // The source of Connector/J: these versions select @@tx_isolation when they connect.
          // MySQL 8.0.3 has removed it. 5.1.44 and 8.0.8 select it from older servers only. Every
          // released version of MySQL 8.0 is 8.0.11 or later.
          new OldDriver(
              "com.mysql.", VersionNumber.of(5, 1, 37), VersionNumber.of(5, 1, 44), MYSQL_8),
          new OldDriver("com.mysql.", VersionNumber.of(6), VersionNumber.of(8, 0, 8), MYSQL_8));

  static final String MARIADB = "org.mariadb.jdbc.Driver";

  /// Since this version, MariaDB Connector/J accepts the URLs `jdbc:mysql:` of nodes only with a
  /// parameter (tried: 1.7.6 and 2.7.12 accept them, 3.0.3 and 3.5.11 do not).
  static final VersionNumber MARIADB_WITHOUT_MYSQL_URLS = VersionNumber.of(3);

  static final String MARIADB_PERMISSION = "permitMysqlScheme";

  private VersionFacts() {}

  /// @param before the first version that reads them
  record JspCompiler(VersionNumber before, JavaRange java) {

    boolean isBrokenBy(VersionNumber compiler, int feature) {
      return compiler.isBefore(before) && java.includes(feature);
    }
  }

  /// @param prefix of the names of the driver's classes
  /// @param since the first of these versions of the driver
  /// @param before the first later version
  /// @param server the first server that they cannot connect to
  record OldDriver(String prefix, VersionNumber since, VersionNumber before, VersionNumber server) {

    boolean isRefusedBy(String className, VersionNumber driver, VersionNumber version) {
      return className.startsWith(prefix)
          && !driver.isBefore(since)
          && driver.isBefore(before)
          && !version.isBefore(server);
    }
  }

  /// @param prefix of the names of the driver's classes
  record OlderDriver(String prefix, String name) {}
}
