package io.esform.render.versions;

import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// A JDK or JRE in an archive. The script of nodes finds its home in the same way.
///
/// @param version null if the archive does not state it
/// @param forMac whether its programs are for macOS
public record JavaArchive(@Nullable JavaVersion version, boolean forMac) {

  private static final String PROGRAM = "bin/java";
  private static final String RELEASE = "release";
  private static final Pattern WANTED = Pattern.compile("(.*/)?(bin/java|release)");

  /// The first four bytes of programs for macOS: Mach-O with 64 bits, and for several processors.
  private static final Set<String> MACH_O = Set.of("cffaedfe", "cafebabe");

  /// Whether {@link #of} reads the file of the archive with this path.
  public static boolean isWanted(String path) {
    return WANTED.matcher(path).matches();
  }

  /// Empty for an archive without `bin/java`.
  ///
  /// @param files the wanted files of the archive, content by path
  public static Optional<JavaArchive> of(SortedMap<String, byte[]> files) {
    return files.keySet().stream()
        .filter(path -> path.equals(PROGRAM) || path.endsWith("/" + PROGRAM))
        .min(Comparator.comparingLong(JavaArchive::depth).thenComparing(Comparator.naturalOrder()))
        .map(program -> of(files, program));
  }

  private static JavaArchive of(SortedMap<String, byte[]> files, String program) {
    String home = program.substring(0, program.length() - PROGRAM.length());
    byte[] release = files.getOrDefault(home + RELEASE, new byte[0]);
    return new JavaArchive(
        JavaVersion.ofRelease(new String(release, StandardCharsets.UTF_8)).orElse(null),
        isForMac(files.getOrDefault(program, new byte[0])));
  }

  private static boolean isForMac(byte[] program) {
    return program.length >= 4 && MACH_O.contains(HexFormat.of().formatHex(program, 0, 4));
  }

  private static long depth(String path) {
    return path.chars().filter(character -> character == '/').count();
  }
}
