package io.esform.cli.project;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.esform.eval.functions.Glob;
import io.esform.eval.functions.Limits;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DiskFilesTest {

  @TempDir private Path directory;
  private DiskFiles files = new DiskFiles(Path.of("/"), Path.of("/"));

  @BeforeEach
  void makeFiles() throws IOException {
    files = new DiskFiles(directory, directory);
    Files.createDirectories(directory.resolve("a/b/c"));
    for (String name : new String[] {"x.txt", "a/y.txt", "a/b/z.txt", "a/b/c/z.txt"}) {
      Files.writeString(directory.resolve(name), name);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "/dev/zero, is not a regular file",
    "/dev/null, is not a regular file",
    "a, is a directory",
    "none, does not exist",
    "x.txt/none, does not exist"
  })
  void onlyARegularFileIsRead(String path, String message) {
    assertThatThrownBy(() -> files.bytes(path)).isInstanceOf(IOException.class).hasMessage(message);
  }

  @Test
  void aPipeIsNotWaitedFor() throws IOException, InterruptedException {
    assertThat(new ProcessBuilder("mkfifo", directory.resolve("pipe").toString()).start().waitFor())
        .isZero();

    assertThatThrownBy(() -> files.bytes("pipe")).hasMessage("is not a regular file");
  }

  @Test
  void aFileOfProcIsRead() throws IOException {
    assertThat(files.bytes("/proc/self/status")).isNotEmpty();
  }

  @Test
  void aFileThatIsTooLargeIsNotRead() throws IOException {
    try (var large = new RandomAccessFile(directory.resolve("large").toFile(), "rw")) {
      large.setLength(Limits.LARGEST_FILE + 1L);
    }

    assertThatThrownBy(() -> files.bytes("large"))
        .hasMessage("is larger than 64 MiB, the limit for a file");
  }

  @Test
  void aPathThatIsNoneIsRefused() {
    assertThatThrownBy(() -> files.bytes("a\u0000b"))
        .hasMessage("is not a path: Nul character not allowed");
    assertThatThrownBy(() -> files.list("a\u0000b")).isInstanceOf(IOException.class);
  }

  @Test
  void aSearchGoesAsDeepAsThePatternReaches() throws IOException {
    assertThat(files.matching(".", "*")).containsExactly("x.txt");
    assertThat(files.matching("a", "*/*.txt")).containsExactly("b/z.txt");
    assertThat(files.matching(".", "**"))
        .containsExactly("a/b/c/z.txt", "a/b/z.txt", "a/y.txt", "x.txt");
    assertThat(files.matching("none", "**")).isEmpty();
    assertThat(files.matching("x.txt", "**")).isEmpty();
  }

  @Test
  void aSearchEndsWhereThereAreTooManyFiles() throws IOException {
    assertThat(FileSearch.below(directory, Glob.parse("*"), 3)).containsExactly("x.txt");
    assertThatThrownBy(() -> FileSearch.below(directory, Glob.parse("**"), 3))
        .hasMessageStartingWith("has more than 3 files and folders");
  }
}
