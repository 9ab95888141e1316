package io.esform.cli.project;

import io.esform.diag.EsformBug;
import io.esform.state.disk.DurableFiles;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// SHA-256 checksums of large files, cached between runs until a file changes.
final class Checksums {

  /// The resolution of file times. A file that changed shortly before it was read may change again
  /// without a new time, so the next run reads it again.
  private static final Duration GRAIN = Duration.ofSeconds(2);

  private static final int BUFFER = 1 << 16;

  private static final String NAME = "checksums";

  private final Path directory;
  private final InstantSource clock;
  private final DurableFiles files;
  private final Map<Path, CachedChecksum> known = new TreeMap<>();

  /// The files that this run has asked for, by checksum.
  private final Map<String, Path> asked = new TreeMap<>();

  private boolean isRecalled;

  /// @param directory of the cache; the cache is only slower if it cannot be read or written
  Checksums(Path directory, InstantSource clock, DurableFiles files) {
    this.directory = directory;
    this.files = files;
    this.clock = clock;
  }

  /// @param lasts whether the next run may rely on the stamp
  private record CachedChecksum(String sha256, String stamp, boolean lasts) {}

  /// The checksum of the current content, as hex.
  ///
  /// @param file absolute
  synchronized String sha256(Path file) throws IOException {
    recall();
    FileStamp stamp = FileStamp.of(file);
    CachedChecksum remembered = known.get(file);
    if (remembered != null && remembered.stamp().equals(stamp.text())) {
      asked.put(remembered.sha256(), file);
      return remembered.sha256();
    }
    String sha256 = digest(file);
    asked.put(sha256, file);
    remember(file, stamp, sha256);
    return sha256;
  }

  /// A file whose checksum this run has computed or taken from the cache, and that still has this
  /// content.
  synchronized Optional<Path> find(String sha256) {
    Path file = asked.get(sha256);
    try {
      return file != null && Files.isRegularFile(file) && sha256(file).equals(sha256)
          ? Optional.of(file)
          : Optional.empty();
    } catch (IOException _) {
      return Optional.empty();
    }
  }

  private void remember(Path file, FileStamp stamp, String sha256) throws IOException {
    if (!FileStamp.of(file).equals(stamp)) {
      return;
    }
    boolean lasts = stamp.changed().plus(GRAIN).isBefore(clock.instant());
    known.put(file, new CachedChecksum(sha256, stamp.text(), lasts));
    if (lasts) {
      keep();
    }
  }

  private static String digest(Path file) throws IOException {
    var buffer = new byte[BUFFER];
    try (InputStream content = Files.newInputStream(file)) {
      var digest = MessageDigest.getInstance("SHA-256");
      for (int count = content.read(buffer); count > 0; count = content.read(buffer)) {
        digest.update(buffer, 0, count);
      }
      return HexFormat.of().formatHex(digest.digest());
    } catch (NoSuchAlgorithmException missing) {
      throw new EsformBug("This Java has no SHA-256.", missing);
    }
  }

  /// Reads the cache: a line per file with checksum, stamp and path, separated by tabs.
  private void recall() {
    if (isRecalled) {
      return;
    }
    isRecalled = true;
    try {
      for (String line : Files.readAllLines(directory.resolve(NAME))) {
        String[] parts = line.split("\t", 3);
        if (parts.length == 3) {
          known.put(Path.of(parts[2]), new CachedChecksum(parts[0], parts[1], true));
        }
      }
    } catch (IOException | InvalidPathException _) {
      // Missing checksums are computed again.
    }
  }

  private void keep() {
    known.entrySet().removeIf(entry -> !Files.isRegularFile(entry.getKey()));
    String lines =
        known.entrySet().stream()
            .filter(entry -> entry.getValue().lasts())
            .map(entry -> line(entry.getKey(), entry.getValue()))
            .collect(Collectors.joining());
    try {
      files.createDirectories(directory);
      files.replace(directory.resolve(NAME), lines.getBytes(StandardCharsets.UTF_8));
    } catch (IOException _) {
      // The next run computes the checksums again.
    }
  }

  private static String line(Path file, CachedChecksum sum) {
    return sum.sha256() + "\t" + sum.stamp() + "\t" + file + "\n";
  }
}
