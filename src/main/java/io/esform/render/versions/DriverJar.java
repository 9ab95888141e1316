package io.esform.render.versions;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.SortedMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// The jar of a JDBC driver.
///
/// @param className the configured class of the driver
/// @param version null if the jar does not state it
/// @param drivers the classes that the jar declares as drivers
/// @param java the oldest Java that can load the class, by its feature number; null for a jar
///   without the class
public record DriverJar(
    String className, @Nullable String version, List<String> drivers, @Nullable Integer java) {

  private static final String MANIFEST = "META-INF/MANIFEST.MF";
  private static final String SERVICES = "META-INF/services/java.sql.Driver";
  private static final Pattern PROPERTIES =
      Pattern.compile("META-INF/maven/[^/]+/[^/]+/pom\\.properties");
  private static final Pattern VERSION =
      Pattern.compile("(?m)^(?:Implementation-Version|Bundle-Version|version) *[:=] *(\\S+)");

  /// Class files of Java 8 have the major version 52 (Java Virtual Machine Specification, table
  /// 4.1-A).
  private static final int MAJOR_OF_JAVA_0 = 44;

  private static final int MAJOR = 6;

  public DriverJar {
    drivers = List.copyOf(drivers);
  }

  /// Whether {@link #of} reads the file of the jar with this path.
  public static boolean isWanted(String path, String className) {
    return path.equals(MANIFEST)
        || path.equals(SERVICES)
        || PROPERTIES.matcher(path).matches()
        || path.equals(path(className));
  }

  /// @param files the wanted files of the jar, content by path
  public static DriverJar of(SortedMap<String, byte[]> files, String className) {
    byte[] content = files.get(path(className));
    return new DriverJar(
        className,
        version(files),
        text(files, SERVICES)
            .lines()
            .map(line -> line.replaceFirst("#.*", "").strip())
            .filter(line -> !line.isEmpty())
            .toList(),
        content == null ? null : java(content));
  }

  private static String path(String className) {
    return className.replace('.', '/') + ".class";
  }

  /// The manifest of a jar with several libraries is the one of the driver.
  private static @Nullable String version(SortedMap<String, byte[]> files) {
    Matcher manifest = VERSION.matcher(text(files, MANIFEST));
    if (manifest.find()) {
      return manifest.group(1);
    }
    List<String> properties =
        files.keySet().stream().filter(path -> PROPERTIES.matcher(path).matches()).toList();
    if (properties.size() != 1) {
      return null;
    }
    Matcher matcher = VERSION.matcher(text(files, properties.getFirst()));
    return matcher.find() ? matcher.group(1) : null;
  }

  private static int java(byte[] classFile) {
    return classFile.length < MAJOR + 2
        ? 0
        : ((classFile[MAJOR] & 0xff) << 8) + (classFile[MAJOR + 1] & 0xff) - MAJOR_OF_JAVA_0;
  }

  private static String text(SortedMap<String, byte[]> files, String path) {
    return new String(files.getOrDefault(path, new byte[0]), StandardCharsets.UTF_8);
  }
}
