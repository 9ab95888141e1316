package io.esform.state.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.esform.state.disk.Disk;
import io.esform.testing.DelegatingDisk;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KeyFilesTest {

  @TempDir private Path directory = Path.of("unset");

  private Path made() throws StateFault {
    Path file = directory.resolve("made").resolve("key");
    KeyFiles.readOrMake(file, new SecureRandom(), Disk.real());
    return file;
  }

  private static StateFault fault(Path file, Disk disk) {
    StateFault fault = catchThrowableOfType(StateFault.class, () -> KeyFiles.read(file, disk));
    assertThat(fault).isNotNull();
    return fault;
  }

  @Test
  void aKeyFileIsMadeForItsOwnerAlone() throws StateFault, IOException {
    Path file = made();
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    assertThat(KeyFiles.read(file, Disk.real())).hasSize(Sealer.KEY_BYTES);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"rw-r-----", "rw--w----", "rw---x---", "rw----r--", "rw-----w-", "rw------x"})
  void everyPermissionOfOthersIsRefusedWithItsRemedy(String mode) throws StateFault, IOException {
    Path file = made();
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(mode));
    StateFault fault = fault(file, Disk.real());
    assertThat(fault.summary()).isEqualTo("Encryption key file is accessible to others");
    assertThat(fault.detail())
        .contains("\"" + file + "\"")
        .contains(mode)
        .contains("    chmod 600 " + file + "\n");
  }

  @ParameterizedTest
  @ValueSource(strings = {"rw-------", "r--------", "rwx------"})
  void permissionsOfTheOwnerAreItsOwnAffair(String mode) throws StateFault, IOException {
    Path file = made();
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(mode));
    assertThat(KeyFiles.read(file, Disk.real())).hasSize(Sealer.KEY_BYTES);
  }

  @Test
  void aFileOfAnotherUserIsRefusedWithItsOwner() throws StateFault {
    Path file = made();
    var disk =
        new DelegatingDisk() {
          @Override
          public @Nullable String otherOwner(Path asked) {
            return "mallory";
          }
        };
    StateFault fault = fault(file, disk);
    assertThat(fault.summary()).isEqualTo("Encryption key file belongs to another user");
    assertThat(fault.detail())
        .contains("\"" + file + "\"")
        .contains("rw-------")
        .contains("\"mallory\"")
        .contains("chown")
        .contains("chmod 600 " + file);
  }

  @Test
  void nothingIsCheckedWhereFilesHaveNoPermissions() throws StateFault {
    Path file = made();
    var disk =
        new DelegatingDisk() {
          @Override
          public FileStatus status(Path asked) {
            return new FileStatus(false, 45, Instant.EPOCH, null, null);
          }

          @Override
          public @Nullable String otherOwner(Path asked) {
            throw new AssertionError("There are no owners.");
          }
        };
    assertThat(KeyFiles.read(file, disk)).hasSize(Sealer.KEY_BYTES);
  }

  @Test
  void aFileOfThisProcessHasNoOtherOwner() throws StateFault, IOException {
    assertThat(Disk.real().otherOwner(made())).isNull();
  }

  @Test
  void aCommandForAPathWithSpacesCanBeCopied() throws StateFault, IOException {
    Path file = directory.resolve("the user's key");
    KeyFiles.readOrMake(file, new SecureRandom(), Disk.real());
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
    assertThat(fault(file, Disk.real()).detail())
        .contains("chmod 600 '" + directory + "/the user'\\''s key'");
  }

  @Test
  void aFileWithoutAKeyIsRefused() throws StateFault, IOException {
    Path file = made();
    Files.writeString(file, "short");
    assertThat(fault(file, Disk.real()).summary()).isEqualTo("Encryption key file contains no key");
  }

  @Test
  void aMissingFileIsRefused() {
    assertThat(fault(directory.resolve("none"), Disk.real()).summary())
        .isEqualTo("Encryption key file not found");
  }
}
