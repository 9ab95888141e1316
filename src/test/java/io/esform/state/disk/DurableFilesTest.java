package io.esform.state.disk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.esform.testing.DelegatingDisk;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DurableFilesTest {

  private static final byte[] CONTENT = "content".getBytes(StandardCharsets.UTF_8);

  @TempDir private Path directory = Path.of("unset");

  /// Records each operation, with temporary names as `*`.
  private static final class NotingDisk extends DelegatingDisk {
    private final List<String> notes = new ArrayList<>();

    private void note(String operation, Path path) {
      String name = String.valueOf(path.getFileName());
      notes.add(operation + " " + (name.endsWith(".new") ? "*" : name));
    }

    @Override
    public void create(Path file, byte[] content) throws IOException {
      note("create", file);
      super.create(file, content);
    }

    @Override
    public void link(Path existing, Path name) throws IOException {
      note("link", name);
      super.link(existing, name);
    }

    @Override
    public void move(Path from, Path to) throws IOException {
      note("move", to);
      super.move(from, to);
    }

    @Override
    public void delete(Path file) throws IOException {
      note("delete", file);
      super.delete(file);
    }

    @Override
    public void createDirectory(Path made) throws IOException {
      note("directory", made);
      super.createDirectory(made);
    }

    @Override
    public void syncDirectory(Path flushed) throws IOException {
      note("sync", flushed);
      super.syncDirectory(flushed);
    }
  }

  private String here() {
    return directory.getFileName().toString();
  }

  @Test
  void aFileIsReplacedInOneStepAndItsNameIsFlushed() throws IOException {
    var disk = new NotingDisk();
    Path file = directory.resolve("plan");
    new DurableFiles(disk).replace(file, CONTENT);
    assertThat(disk.notes).containsExactly("create *", "move plan", "sync " + here());
    assertThat(file).hasBinaryContent(CONTENT);
    assertThat(Files.getPosixFilePermissions(file))
        .isEqualTo(PosixFilePermissions.fromString("rw-------"));
  }

  @Test
  void aFileThatExistsIsNotCreatedAgain() throws IOException {
    var disk = new NotingDisk();
    var files = new DurableFiles(disk);
    Path file = directory.resolve("key");
    files.createOnce(file, CONTENT);
    assertThat(disk.notes).containsExactly("create *", "link key", "sync " + here(), "delete *");
    disk.notes.clear();
    files.createOnce(file, new byte[0]);
    assertThat(disk.notes).isEmpty();
    assertThat(file).hasBinaryContent(CONTENT);
  }

  /// Its writer may have ended before it flushed the directory.
  @Test
  void aFileWhoseCreationWasInterruptedIsFlushedByTheNext() throws IOException {
    Path file = Files.write(directory.resolve("key"), CONTENT);
    Files.createLink(directory.resolve(".key.0123456789abcdef.new"), file);
    var disk = new NotingDisk();
    new DurableFiles(disk).createOnce(file, new byte[0]);
    assertThat(disk.notes).containsExactly("sync " + here(), "delete *");
    assertThat(directory.toFile().list()).containsExactly("key");
  }

  @Test
  void everyNewDirectoryIsFlushedIntoTheOneAboveIt() throws IOException {
    var disk = new NotingDisk();
    new DurableFiles(disk).createDirectories(directory.resolve("a").resolve("b"));
    assertThat(disk.notes)
        .containsExactly("directory a", "sync " + here(), "directory b", "sync a");
  }

  @Test
  void aWriteRemovesOnlyTheLeftOversOfTheSameFile() throws IOException {
    Path own = Files.createFile(directory.resolve(".plan.0123456789abcdef.new"));
    Path other = Files.createFile(directory.resolve(".plan.b.0123456789abcdef.new"));
    Path user = Files.createFile(directory.resolve("plan.new"));
    new DurableFiles(Disk.real()).replace(directory.resolve("plan"), CONTENT);
    assertThat(own).doesNotExist();
    assertThat(other).exists();
    assertThat(user).exists();
  }

  /// Another process that writes the same file may remove the temporary file as left over.
  @Test
  void aWriteWhoseTemporaryFileIsRemovedBeginsAgain() throws IOException {
    var disk =
        new DelegatingDisk() {
          private int removals = 3;

          @Override
          public void move(Path from, Path to) throws IOException {
            if (removals-- > 0) {
              delete(from);
            }
            super.move(from, to);
          }
        };
    Path file = directory.resolve("plan");
    new DurableFiles(disk).replace(file, CONTENT);
    assertThat(file).hasBinaryContent(CONTENT);
  }

  @Test
  void aConditionThatDoesNotHoldLeavesTheFileAsItWas() throws IOException {
    Path file = Files.write(directory.resolve("state"), CONTENT);
    assertThatThrownBy(() ->
            new DurableFiles(Disk.real())
                .replace(
                    file,
                    new byte[0],
                    () -> {
                      throw new IOException("the lock is lost");
                    }))
        .hasMessage("the lock is lost");
    assertThat(file).hasBinaryContent(CONTENT);
    assertThat(directory.toFile().list()).containsExactly("state");
  }
}
