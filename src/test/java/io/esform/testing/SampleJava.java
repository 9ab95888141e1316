package io.esform.testing;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.NoSuchAlgorithmException;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/// Archives with the files by which a Java is recognized.
public final class SampleJava {

  private SampleJava() {}

  /// The files of a JRE for Linux, content by path.
  public static SortedMap<String, byte[]> files(String version) {
    return new TreeMap<>(
        Map.of(
            "jre/bin/java",
            new byte[] {0x7f, 'E', 'L', 'F'},
            "jre/release",
            ("JAVA_VERSION=\"" + version + "\"\n").getBytes(StandardCharsets.UTF_8)));
  }

  /// Writes a zip file, and returns its SHA-256.
  public static String zipTo(Path zip, String version)
      throws IOException, NoSuchAlgorithmException {
    return ZipFiles.write(zip, files(version));
  }
}
