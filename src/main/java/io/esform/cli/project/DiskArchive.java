package io.esform.cli.project;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Enumeration;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;

/// Reads small files of an archive: a zip file or a gzipped tar archive.
public final class DiskArchive {

  /// In bytes; longer files are cut.
  private static final int MOST = 1 << 20;

  private DiskArchive() {}

  /// The files whose path, without `./` at its start, is wanted. A link has no content.
  ///
  /// @throws IOException for a file that is no archive
  public static SortedMap<String, byte[]> read(Path file, Predicate<String> wanted)
      throws IOException {
    byte[] start = new byte[2];
    try (InputStream stream = Files.newInputStream(file)) {
      stream.readNBytes(start, 0, start.length);
    }
    if (start[0] == 'P' && start[1] == 'K') {
      return readZip(file, wanted);
    }
    if (start[0] == (byte) 0x1f && start[1] == (byte) 0x8b) {
      return readTar(file, wanted);
    }
    throw new IOException("it is neither a zip file nor a gzipped tar archive");
  }

  private static SortedMap<String, byte[]> readZip(Path file, Predicate<String> wanted)
      throws IOException {
    var files = new TreeMap<String, byte[]>();
    try (var zip = new ZipFile(file.toFile())) {
      for (Enumeration<? extends ZipEntry> all = zip.entries(); all.hasMoreElements(); ) {
        ZipEntry entry = all.nextElement();
        String path = path(entry.getName());
        if (!entry.isDirectory() && wanted.test(path)) {
          try (InputStream content = zip.getInputStream(entry)) {
            files.put(path, content.readNBytes(MOST));
          }
        }
      }
    } catch (ZipException fault) {
      throw new IOException("it is not a whole zip file", fault);
    }
    return files;
  }

  private static SortedMap<String, byte[]> readTar(Path file, Predicate<String> wanted)
      throws IOException {
    var files = new TreeMap<String, byte[]>();
    try (var stream = new BufferedInputStream(Files.newInputStream(file), 1 << 16);
        var tar =
            new TarArchiveInputStream(
                new GZIPInputStream(stream, 1 << 16), StandardCharsets.UTF_8.name())) {
      for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
        String path = path(entry.getName());
        if (!entry.isDirectory() && wanted.test(path)) {
          files.put(path, entry.isFile() ? tar.readNBytes(MOST) : new byte[0]);
        }
      }
    } catch (IllegalArgumentException | IOException fault) {
      throw new IOException("it is not a whole gzipped tar archive", fault);
    }
    return files;
  }

  private static String path(String name) {
    return name.startsWith("./") ? name.substring(2) : name;
  }
}
