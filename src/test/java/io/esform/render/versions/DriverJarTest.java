package io.esform.render.versions;

import static org.assertj.core.api.Assertions.assertThat;

import io.esform.testing.SampleDriver;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class DriverJarTest {

  private static final String OLD = "com.mysql.jdbc.Driver";
  private static final String NEW = "com.mysql.cj.jdbc.Driver";

  private static DriverJar read(SortedMap<String, byte[]> files, String className) {
    var wanted = new TreeMap<>(files);
    wanted.keySet().removeIf(path -> !DriverJar.isWanted(path, className));
    return DriverJar.of(wanted, className);
  }

  @Test
  void theJarStatesItsVersionItsDriversAndTheirJava() {
    assertThat(read(SampleDriver.files(OLD, "5.1.49", 5), OLD))
        .isEqualTo(new DriverJar(OLD, "5.1.49", List.of(OLD), 5));
  }

  @Test
  void aMissingClassHasNoJava() {
    assertThat(read(SampleDriver.files(OLD, "5.1.49", 5), NEW))
        .isEqualTo(new DriverJar(NEW, "5.1.49", List.of(OLD), null));
  }

  @Test
  void classesForOneVersionOfJavaDoNotCount() {
    var files = SampleDriver.files(OLD, "5.1.49", 5);
    files.put("META-INF/versions/9/com/mysql/jdbc/Driver.class", new byte[8]);

    assertThat(read(files, OLD).java()).isEqualTo(5);
  }

  @Test
  void commentsOfTheServicesAreNoDrivers() {
    var files = SampleDriver.files(OLD, "5.1.49", 5);
    files.put(
        "META-INF/services/java.sql.Driver",
        ("# Licence\r\n\r\n" + OLD + " # the driver\r\n").getBytes(StandardCharsets.UTF_8));

    assertThat(read(files, NEW).drivers()).containsExactly(OLD);
  }

  @Test
  void aJarOfMavenStatesItsVersionInItsProperties() {
    var files = SampleDriver.files(OLD, "5.1.49", 5);
    files.remove("META-INF/MANIFEST.MF");
    assertThat(read(files, OLD).version()).isNull();
    files.put(
        "META-INF/maven/org.mariadb.jdbc/mariadb-java-client/pom.properties",
        "artifactId=mariadb-java-client\nversion=3.0.3\n".getBytes(StandardCharsets.UTF_8));
    assertThat(read(files, OLD).version()).isEqualTo("3.0.3");
  }
}
