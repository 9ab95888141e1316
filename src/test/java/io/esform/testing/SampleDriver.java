package io.esform.testing;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.NoSuchAlgorithmException;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/// Small jars with the files by which a driver is recognized.
public final class SampleDriver {

  private SampleDriver() {}

  /// The files of MySQL Connector/J 8.4.0, content by path.
  public static SortedMap<String, byte[]> files() {
    return files("com.mysql.cj.jdbc.Driver", "8.4.0", 8);
  }

  /// @param java for which the class is compiled
  public static SortedMap<String, byte[]> files(String className, String version, int java) {
    return new TreeMap<>(
        Map.of(
            "META-INF/MANIFEST.MF",
            bytes("Manifest-Version: 1.0\r\nBundle-Version: " + version + "\r\n"),
            "META-INF/services/java.sql.Driver",
            bytes(className + "\n"),
            className.replace('.', '/') + ".class",
            new byte[] {
              (byte) 0xca, (byte) 0xfe, (byte) 0xba, (byte) 0xbe, 0, 0, 0, (byte) (44 + java)
            }));
  }

  /// Writes a jar, and returns its SHA-256.
  public static String jarTo(Path jar) throws IOException, NoSuchAlgorithmException {
    return ZipFiles.write(jar, files());
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
