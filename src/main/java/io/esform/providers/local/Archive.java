package io.esform.providers.local;

import io.esform.diag.EsformBug;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.SequencedMap;
import java.util.TreeMap;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;

/// A tar archive of files that are copied into or out of a container by the engine's archive calls.
/// Paths are relative to the root directory.
final class Archive {

  private static final int BLOCK = 512;
  private static final int PRIVATE_DIRECTORY = 0700;
  private static final int SHARED_DIRECTORY = 0755;

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final TarArchiveOutputStream tar = new TarArchiveOutputStream(bytes);
  private final LinkedHashSet<String> directories = new LinkedHashSet<>();

  Archive() {
    tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_POSIX);
  }

  /// A directory with access for root only.
  Archive privateDirectory(String path) {
    directory(path, PRIVATE_DIRECTORY);
    return this;
  }

  /// @param path absolute
  Archive file(String path, byte[] content, int mode) {
    parents(path);
    var entry = new TarArchiveEntry(path.substring(1));
    entry.setSize(content.length);
    entry.setMode(mode);
    write(entry, content);
    return this;
  }

  Archive file(String path, String content, int mode) {
    return file(path, content.getBytes(StandardCharsets.UTF_8), mode);
  }

  InputStream stream() {
    try {
      tar.close();
    } catch (IOException failure) {
      throw inMemory(failure);
    }
    return new ByteArrayInputStream(bytes.toByteArray());
  }

  /// One file of this machine as an archive, read while it is sent, because it may be larger than
  /// memory.
  static InputStream of(String path, Path source) throws IOException {
    long size = Files.size(source);
    var archive = new Archive();
    archive.parents(path);
    var entry = new TarArchiveEntry(path.substring(1));
    entry.setSize(size);
    entry.setMode(0644);
    entry.setLastModifiedTime(Files.getLastModifiedTime(source));
    archive.tar.putArchiveEntry(entry);
    archive.tar.flush();
    int padding = (int) ((BLOCK - size % BLOCK) % BLOCK) + 2 * BLOCK;
    return new SequenceInputStream(
        Collections.enumeration(
            List.of(
                new ByteArrayInputStream(archive.bytes.toByteArray()),
                Files.newInputStream(source),
                new ByteArrayInputStream(new byte[padding]))));
  }

  /// The plain files of an archive from the engine, content by name.
  static SequencedMap<String, byte[]> read(InputStream sent) throws IOException {
    var files = new TreeMap<String, byte[]>();
    try (var tar = new TarArchiveInputStream(sent)) {
      for (var entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
        if (entry.isFile()) {
          files.put(entry.getName(), tar.readAllBytes());
        }
      }
    }
    return files;
  }

  /// Adds the parent directories, because engines differ in the mode of directories that are
  /// missing in the archive.
  private void parents(String path) {
    var missing = new ArrayList<String>();
    Path parent = Path.of(path).getParent();
    while (parent != null && parent.getNameCount() > 1) {
      missing.addFirst(parent.toString());
      parent = parent.getParent();
    }
    missing.forEach(directory -> directory(directory, SHARED_DIRECTORY));
  }

  private void directory(String path, int mode) {
    if (directories.add(path)) {
      var entry = new TarArchiveEntry(path.substring(1) + "/");
      entry.setMode(mode);
      write(entry, new byte[0]);
    }
  }

  private void write(TarArchiveEntry entry, byte[] content) {
    try {
      tar.putArchiveEntry(entry);
      tar.write(content);
      tar.closeArchiveEntry();
    } catch (IOException failure) {
      throw inMemory(failure);
    }
  }

  private static RuntimeException inMemory(IOException failure) {
    return new EsformBug("An archive in memory could not be written.", failure);
  }
}
