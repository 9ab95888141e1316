package io.esform.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/// A copy of the sample pack, to be changed and written.
public final class SamplePack {

  public static final Path DIRECTORY = Path.of("src/test/resources/render/carbon/pack");

  private final SortedMap<String, String> files = new TreeMap<>();

  private SamplePack() {}

  public static SamplePack copy() {
    var pack = new SamplePack();
    try (Stream<Path> files = Files.walk(DIRECTORY)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        pack.files.put(DIRECTORY.relativize(file).toString(), Files.readString(file));
      }
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
    return pack;
  }

  /// @throws IllegalArgumentException if the file does not contain the old text
  public SamplePack replace(String file, String old, String replacement) {
    String text = files.getOrDefault(file, "");
    if (!text.contains(old)) {
      throw new IllegalArgumentException(file + " does not contain " + old);
    }
    files.put(file, text.replace(old, replacement));
    return this;
  }

  public SamplePack add(String file, String text) {
    files.put(file, text);
    return this;
  }

  public SamplePack remove(String file) {
    files.remove(file);
    return this;
  }

  public void writeTo(Path directory) throws IOException {
    for (var file : files.entrySet()) {
      Path target = directory.resolve(file.getKey());
      Files.createDirectories(target.getParent());
      Files.writeString(target, file.getValue());
    }
  }

  /// Writes a zip file with one directory at the top, and returns its SHA-256.
  public String zipTo(Path zip) throws IOException, NoSuchAlgorithmException {
    try (var out = new ZipOutputStream(Files.newOutputStream(zip))) {
      for (var file : files.entrySet()) {
        out.putNextEntry(new ZipEntry("wso2es-2.1.0/" + file.getKey()));
        out.write(file.getValue().getBytes(StandardCharsets.UTF_8));
        out.closeEntry();
      }
    }
    return HexFormat.of()
        .formatHex(MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(zip)));
  }
}
