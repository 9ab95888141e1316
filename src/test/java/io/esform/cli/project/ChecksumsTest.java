package io.esform.cli.project;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.esform.state.disk.Disk;
import io.esform.state.disk.DurableFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChecksumsTest {

  private static final DurableFiles FILES = new DurableFiles(Disk.real());

  private static final String OF_ONE =
      "7692c3ad3540bb803c020b3aee66cd8887123234ea0c6e7143c0add73ff431ed";
  private static final String OF_TWO =
      "3fc4ccfe745870e2c0d99f71f30ff0656c8dedd41cc1d7d3d376b0dbe685e2f3";
  private static final String TAMPERED = "0".repeat(64);

  @TempDir private Path directory = Path.of("unset");
  private Path file = Path.of("unset");
  private Path kept = Path.of("unset");

  @BeforeEach
  void layFile() throws IOException {
    file = Files.writeString(directory.resolve("pack.zip"), "one");
    kept = directory.resolve(".esform");
  }

  private static final Instant MUCH_LATER = Instant.parse("9999-01-01T00:00:00Z");

  /// A run much later, for which no file has changed recently.
  private Checksums laterRun() {
    return new Checksums(kept, () -> MUCH_LATER, FILES);
  }

  /// Changes the cache to a checksum that the file does not have.
  private void tamper() throws IOException {
    Path sums = kept.resolve("checksums");
    Files.writeString(sums, Files.readString(sums).replace(OF_ONE, TAMPERED));
  }

  @Test
  void theNextRunDoesNotReadAFileThatNothingTouched() throws IOException {
    assertThat(laterRun().sha256(file)).isEqualTo(OF_ONE);
    tamper();
    assertThat(laterRun().sha256(file)).isEqualTo(TAMPERED);
  }

  @Test
  void aFileThatTheRunHasAskedForIsFoundByItsContentUntilItChanges() throws IOException {
    laterRun().sha256(file);
    Checksums run = laterRun();
    assertThat(run.find(OF_ONE)).as("not in this run").isEmpty();
    run.sha256(file);
    assertThat(run.find(OF_ONE)).contains(file);
    assertThat(run.find(OF_TWO)).isEmpty();

    Files.writeString(file, "two");
    assertThat(run.find(OF_ONE)).isEmpty();
    assertThat(run.find(OF_TWO)).contains(file);
    Files.delete(file);
    assertThat(run.find(OF_TWO)).isEmpty();
  }

  @Test
  void aFileThatChangedIsReadAgain() throws IOException {
    Checksums run = laterRun();
    run.sha256(file);
    Files.writeString(file, "other");
    assertThat(run.sha256(file)).isNotEqualTo(OF_ONE);
    assertThat(laterRun().sha256(file)).isNotEqualTo(OF_ONE);
  }

  @Test
  void aChangeThatKeepsSizeAndTimeIsSeen() throws IOException {
    FileTime time = FileTime.from(Instant.parse("2026-01-02T03:04:05Z"));
    Files.setLastModifiedTime(file, time);
    assertThat(laterRun().sha256(file)).isEqualTo(OF_ONE);
    FileStamp before = FileStamp.of(file);
    // Repeated until the change gets another time: file times have a limited resolution.
    do {
      Files.writeString(file, "two");
      Files.setLastModifiedTime(file, time);
    } while (FileStamp.of(file).equals(before));
    assertThat(laterRun().sha256(file)).isEqualTo(OF_TWO);
  }

  @Test
  void anotherFileInItsPlaceIsSeen() throws IOException {
    laterRun().sha256(file);
    Path other = Files.writeString(directory.resolve("other.zip"), "two");
    Files.setLastModifiedTime(other, Files.getLastModifiedTime(file));
    Files.delete(file);
    Files.move(other, file);
    assertThat(laterRun().sha256(file)).isEqualTo(OF_TWO);
  }

  @Test
  void aFileThatHasJustChangedIsNotRememberedForTheNextRun() throws IOException {
    Instant changed = FileStamp.of(file).changed();
    assertThat(new Checksums(kept, () -> changed.plusMillis(10), FILES).sha256(file))
        .isEqualTo(OF_ONE);
    assertThat(kept).doesNotExist();
  }

  @Test
  void severalFilesAreRememberedAndThoseThatAreGoneForgotten() throws IOException {
    Path other = Files.writeString(directory.resolve("driver jar"), "two");
    laterRun().sha256(file);
    laterRun().sha256(other);
    tamper();
    assertThat(laterRun().sha256(file)).isEqualTo(TAMPERED);
    assertThat(laterRun().sha256(other)).isEqualTo(OF_TWO);
    Files.delete(other);
    Files.writeString(file, "other");
    laterRun().sha256(file);
    assertThat(kept.resolve("checksums")).content().contains("pack.zip").doesNotContain("driver");
  }

  @Test
  void whatCannotBeReadOrKeptCostsTimeOnly() throws IOException {
    Files.createDirectory(kept);
    Files.write(kept.resolve("checksums"), new byte[] {'x', '\t', '\t', (byte) 0xFF, '\n', '\n'});
    assertThat(laterRun().sha256(file)).isEqualTo(OF_ONE);
    var nowhere = new Checksums(file, () -> MUCH_LATER, FILES);
    assertThat(nowhere.sha256(file)).isEqualTo(OF_ONE);
  }

  @Test
  void aFileThatIsNotThereHasNone() {
    assertThatThrownBy(() -> laterRun().sha256(directory.resolve("gone")))
        .isInstanceOf(NoSuchFileException.class);
  }
}
