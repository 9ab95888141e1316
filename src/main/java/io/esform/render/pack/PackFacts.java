package io.esform.render.pack;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// The facts of a pack that decide what can be configured.
///
/// @param product the name and version of the product: `WSO2 Enterprise Store v2.0.0`
/// @param kernel the version of the Carbon kernel: `4.4.1`; null if it is not found
/// @param hazelcast the version of Hazelcast; null for a kernel that cannot form a cluster
/// @param java the supported versions of Java; null if the pack does not state them
public record PackFacts(
    String product, @Nullable String kernel, @Nullable String hazelcast, @Nullable JavaRange java) {

  private static final String PLUGINS = "repository/components/plugins";
  private static final Pattern KERNEL =
      Pattern.compile("org\\.wso2\\.carbon\\.core_([0-9].*)\\.jar");
  private static final Pattern HAZELCAST = Pattern.compile("hazelcast[-_]([0-9].*)\\.jar");

  /// The test of the start script: `-lt 1100 ] || [ $java_version_formatted -gt 1700`.
  private static final Pattern JAVA =
      Pattern.compile("-lt\\s+0?(\\d{1,2})(\\d{2})\\s.*?-gt\\s+0?(\\d{1,2})(\\d{2})\\s");

  /// Java versions by their feature number (`7`, `8`, `17`), both inclusive.
  public record JavaRange(int lowest, int highest) {

    public boolean includes(int version) {
      return version >= lowest && version <= highest;
    }

    @Override
    public String toString() {
      return lowest == highest ? "Java " + lowest : "Java " + lowest + " to " + highest;
    }
  }

  /// Empty for files that are not a Carbon pack.
  public static Optional<PackFacts> of(PackFiles pack) throws IOException {
    if (pack.names("repository/conf").isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new PackFacts(
            product(pack), plugin(pack, KERNEL), plugin(pack, HAZELCAST), javaRange(pack)));
  }

  /// `version.txt` of a bare kernel contains placeholders.
  private static String product(PackFiles pack) throws IOException {
    for (String file : new String[] {"bin/version.txt", "bin/wso2carbon-version.txt"}) {
      String line = text(pack, file).lines().findFirst().orElse("").strip();
      if (!line.isEmpty() && !line.contains("${")) {
        return line;
      }
    }
    return "an unknown product";
  }

  private static @Nullable String plugin(PackFiles pack, Pattern name) throws IOException {
    for (String file : pack.names(PLUGINS)) {
      Matcher matcher = name.matcher(file);
      if (matcher.matches()) {
        return matcher.group(1);
      }
    }
    return null;
  }

  private static @Nullable JavaRange javaRange(PackFiles pack) throws IOException {
    Matcher matcher = JAVA.matcher(text(pack, "bin/wso2server.sh"));
    return matcher.find()
        ? new JavaRange(
            feature(matcher.group(1), matcher.group(2)),
            feature(matcher.group(3), matcher.group(4)))
        : null;
  }

  /// `1.8` is Java 8, `11.0` is Java 11.
  private static int feature(String major, String minor) {
    return major.equals("1") ? Integer.parseInt(minor) : Integer.parseInt(major);
  }

  private static String text(PackFiles pack, String file) throws IOException {
    byte[] content = pack.read(file);
    return content == null ? "" : new String(content, StandardCharsets.UTF_8);
  }
}
