package io.esform.render.bundle;

import io.esform.diag.EsformBug;
import io.esform.render.cloudinit.HostFile;
import io.esform.render.cloudinit.Packed;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.List;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;

/// Renders a bundle: a gzipped tar archive, which every Debian host can unpack.
///
/// The archive contains only files, in the order of their paths, which are relative to the root
/// directory. All files belong to root and have the time 0, so that equal files give equal bytes.
public final class Bundle {

  private static final long NO_TIME = 0;

  private Bundle() {}

  /// @param files with different paths, in any order
  public static Packed of(List<HostFile> files) {
    var bytes = new ByteArrayOutputStream();
    try (var tar = new TarArchiveOutputStream(bytes, StandardCharsets.UTF_8.name())) {
      tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_GNU);
      for (HostFile file : files.stream().sorted(Comparator.comparing(HostFile::path)).toList()) {
        add(tar, file);
      }
    } catch (IOException failure) {
      throw new EsformBug("Writing to memory failed.", failure);
    }
    return Packed.gzip(bytes.toByteArray());
  }

  private static void add(TarArchiveOutputStream tar, HostFile file) throws IOException {
    byte[] content = file.content().getBytes(StandardCharsets.UTF_8);
    var entry = new TarArchiveEntry(file.path().substring(1));
    entry.setSize(content.length);
    entry.setMode(Integer.parseInt(file.mode(), 8));
    entry.setModTime(NO_TIME);
    entry.setIds(0, 0);
    entry.setNames("root", "root");
    tar.putArchiveEntry(entry);
    tar.write(content);
    tar.closeArchiveEntry();
  }
}
