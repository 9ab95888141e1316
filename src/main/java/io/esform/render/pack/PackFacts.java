package io.esform.render.pack;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// The facts of a pack that decide what can be configured.
///
/// @param product the name and version of the product: `WSO2 Enterprise Store v2.0.0`
/// @param kernel the version of the Carbon kernel: `4.4.1`; null if it is not found
/// @param hazelcast the version of Hazelcast; null for a kernel that cannot form a cluster
/// @param java the supported versions of Java; null if the pack does not state them. The start
///   script only warns about others.
/// @param endorsedDirectories whether the start script sets `java.endorsed.dirs`
/// @param jspCompiler the version of the compiler of JSP pages; null if it is not found
public record PackFacts(
    String product,
    @Nullable String kernel,
    @Nullable String hazelcast,
    @Nullable JavaRange java,
    boolean endorsedDirectories,
    @Nullable String jspCompiler) {

  private static final String PLUGINS = "repository/components/plugins";
  private static final String DROPINS = "repository/components/dropins";
  private static final String UNKNOWN = "an unknown product";
  private static final Pattern VERSION = Pattern.compile("\\s+v?[0-9][0-9A-Za-z.-]*$");
  private static final Pattern KERNEL =
      Pattern.compile("org\\.wso2\\.carbon\\.core_([0-9].*)\\.jar");
  private static final Pattern HAZELCAST = Pattern.compile("hazelcast(?:-all)?[-_]([0-9].*)\\.jar");

  /// The bundle of kernels, and the name of the same compiler on Maven Central.
  private static final Pattern JSP_COMPILER =
      Pattern.compile("(?:org\\.eclipse\\.jdt\\.core\\.compiler\\.batch|ecj)[-_]([0-9].*)\\.jar");

  /// The test of the start script from kernel 4.5: `-lt 1100 ] || [ $java_version_formatted -gt
  /// 1700`.
  private static final Pattern JAVA =
      Pattern.compile("-lt\\s+0?(\\d{1,2})(\\d{2})\\s.*?-gt\\s+0?(\\d{1,2})(\\d{2})\\s");

  /// The test of the start script up to kernel 4.4: `grep "1.[7|8]"`.
  private static final Pattern OLD_JAVA =
      Pattern.compile("grep\\s+\"1\\\\?\\.\\[(\\d)\\|(\\d)\\]\"");

  /// An argument of the command, not an assignment before it: kernels up to 4.4.
  private static final Pattern ENDORSED =
      Pattern.compile("(?m)^\\s+-Djava\\.endorsed\\.dirs=.*\\\\$");

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

  /// The name of the product without its version; empty if it is unknown.
  public Optional<String> name() {
    return product.equals(UNKNOWN)
        ? Optional.empty()
        : Optional.of(VERSION.matcher(product).replaceFirst(""));
  }

  /// Empty for files that are not a Carbon pack.
  public static Optional<PackFacts> of(PackFiles pack) throws IOException {
    if (pack.names("repository/conf").isEmpty()) {
      return Optional.empty();
    }
    String start = text(pack, "bin/wso2server.sh");
    return Optional.of(
        new PackFacts(
            product(pack),
            plugin(pack, KERNEL),
            plugin(pack, HAZELCAST),
            javaRange(start),
            ENDORSED.matcher(start).find(),
            jspCompiler(pack)));
  }

  /// `version.txt` of a bare kernel contains placeholders.
  private static String product(PackFiles pack) throws IOException {
    for (String file : new String[] {"bin/version.txt", "bin/wso2carbon-version.txt"}) {
      String line = text(pack, file).lines().findFirst().orElse("").strip();
      if (!line.isEmpty() && !line.contains("${")) {
        return line;
      }
    }
    return UNKNOWN;
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

  /// Null for several compilers: the names do not show which one the kernel uses.
  private static @Nullable String jspCompiler(PackFiles pack) throws IOException {
    var versions = new ArrayList<String>();
    for (String directory : List.of(PLUGINS, DROPINS)) {
      for (String file : pack.names(directory)) {
        Matcher matcher = JSP_COMPILER.matcher(file);
        if (matcher.matches()) {
          versions.add(matcher.group(1));
        }
      }
    }
    return versions.size() == 1 ? versions.getFirst() : null;
  }

  private static @Nullable JavaRange javaRange(String start) {
    Matcher matcher = JAVA.matcher(start);
    if (matcher.find()) {
      return new JavaRange(
          feature(matcher.group(1), matcher.group(2)), feature(matcher.group(3), matcher.group(4)));
    }
    Matcher old = OLD_JAVA.matcher(start);
    return old.find()
        ? new JavaRange(Integer.parseInt(old.group(1)), Integer.parseInt(old.group(2)))
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
