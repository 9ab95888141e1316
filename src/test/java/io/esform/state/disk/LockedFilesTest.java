package io.esform.state.disk;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LockedFilesTest {

  private static final int FILES = 64;

  @TempDir private Path directory = Path.of("unset");

  /// The file system reuses the number of a removed file as soon as no process has it open, and the
  /// garbage collector closes unreferenced channels.
  @Test
  void aLockThatIsNeverReleasedIsNotTakenForThatOfALaterFile() throws IOException {
    for (int number = 0; number < FILES; number++) {
      Path file = directory.resolve("lock-" + number);
      assertThat(LockedFiles.tryLock(file)).as("lock %d", number).isNotNull();
      Files.delete(file);
      System.gc();
    }
  }

  @Test
  void aProcessLocksAFileOnce() throws IOException {
    Path file = directory.resolve("lock");
    LockedFile lock = LockedFiles.tryLock(file);
    assertThat(lock).isNotNull();
    assertThat(LockedFiles.tryLock(file)).isNull();
    lock.unlock();
    LockedFile again = LockedFiles.tryLock(file);
    assertThat(again).isNotNull();
    again.unlock();
  }
}
