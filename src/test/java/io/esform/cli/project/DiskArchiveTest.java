package io.esform.cli.project;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.esform.testing.SampleDriver;
import io.esform.testing.ZipFiles;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.TreeMap;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DiskArchiveTest {

  @TempDir private Path directory = Path.of("unset");

  private Path tar() throws IOException {
    Path file = directory.resolve("jre.tar.gz");
    try (OutputStream stream = Files.newOutputStream(file);
        var tar = new TarArchiveOutputStream(new GZIPOutputStream(stream))) {
      for (String path : new String[] {"./jre/release", "./jre/lib/modules"}) {
        byte[] content = path.getBytes(StandardCharsets.UTF_8);
        var entry = new TarArchiveEntry(path);
        entry.setSize(content.length);
        tar.putArchiveEntry(entry);
        tar.write(content);
        tar.closeArchiveEntry();
      }
      var link = new TarArchiveEntry("./jre/bin/java", TarConstants.LF_SYMLINK);
      link.setLinkName("../lib/java");
      tar.putArchiveEntry(link);
      tar.closeArchiveEntry();
    }
    return file;
  }

  @Test
  void theWantedFilesOfATarArchiveAreRead() throws IOException {
    var files = DiskArchive.read(tar(), path -> !path.endsWith("modules"));

    assertThat(files).containsOnlyKeys("jre/release", "jre/bin/java");
    assertThat(files.get("jre/release")).asString().isEqualTo("./jre/release");
    assertThat(files.get("jre/bin/java")).isEmpty();
  }

  @Test
  void theWantedFilesOfAZipFileAreRead() throws Exception {
    Path zip = directory.resolve("driver.jar");
    ZipFiles.write(zip, SampleDriver.files());

    assertThat(DiskArchive.read(zip, path -> path.endsWith(".class")))
        .containsOnlyKeys("com/mysql/cj/jdbc/Driver.class");
    assertThat(DiskArchive.read(zip, _ -> true)).hasSize(3);
  }

  @Test
  void anArchiveThatIsCutOrNoneIsAFaultWithoutNamesOfClasses() throws Exception {
    Path tar = tar();
    byte[] whole = Files.readAllBytes(tar);
    Files.write(tar, Arrays.copyOf(whole, whole.length / 2));
    assertFault(tar, "it is not a whole gzipped tar archive");

    Path zip = directory.resolve("driver.jar");
    ZipFiles.write(zip, new TreeMap<>(SampleDriver.files()));
    Files.write(zip, Arrays.copyOf(Files.readAllBytes(zip), 100));
    assertFault(zip, "it is not a whole zip file");

    for (String text : new String[] {"", "P", "<html>Not found</html>"}) {
      assertFault(
          Files.writeString(directory.resolve("page"), text),
          "it is neither a zip file nor a gzipped tar archive");
    }
  }

  private static void assertFault(Path file, String message) {
    assertThatThrownBy(() -> DiskArchive.read(file, _ -> true))
        .isInstanceOf(IOException.class)
        .hasMessage(message);
  }
}
