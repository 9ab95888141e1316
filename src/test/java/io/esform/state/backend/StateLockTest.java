package io.esform.state.backend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.esform.diag.Diagnostics;
import io.esform.state.disk.Disk;
import io.esform.testing.BackendEnvironments;
import io.esform.testing.DelegatingDisk;
import io.esform.testing.SharedDisk;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StateLockTest {

  private static final Clock CLOCK =
      Clock.fixed(Instant.parse("2026-01-01T00:00:00Z"), ZoneOffset.UTC);
  private static final ProcessIdentity SELF = ProcessIdentity.current();

  @TempDir private Path directory = Path.of("unset");

  private StateLock lock(Disk disk) {
    return new StateLock(
        directory, "esform.state", BackendEnvironments.of(directory, directory, CLOCK, disk));
  }

  private StateLock held() {
    StateLock lock = lock(Disk.real());
    assertThat(lock.acquire("apply").all()).isEmpty();
    return lock;
  }

  private Path holder() {
    return directory.resolve("esform.state.holder");
  }

  private void leaveBehind(ProcessIdentity process) throws IOException {
    Files.writeString(
        holder(), new LockHolder(process, "apply", CLOCK.instant(), "nonce").format());
  }

  private static String summary(Diagnostics diagnostics) {
    assertThat(diagnostics.all()).hasSize(1);
    return diagnostics.all().getFirst().summary();
  }

  @Test
  void aHeldLockNamesItsHolder() {
    StateLock first = held();
    Diagnostics refused = lock(Disk.real()).acquire("destroy");
    assertThat(summary(refused)).isEqualTo("State is locked");
    assertThat(refused.all().getFirst().detail())
        .contains("\"apply\"", "process " + ProcessHandle.current().pid());
    first.release();
    assertThat(lock(Disk.real()).acquire("destroy").all()).isEmpty();
  }

  @Test
  void theLockFileIsNeverRemovedAndTheHolderNeverStays() {
    StateLock lock = held();
    assertThat(directory.toFile().list())
        .containsExactlyInAnyOrder("esform.state.lock", "esform.state.holder");
    lock.release();
    assertThat(directory.toFile().list()).containsExactly("esform.state.lock");
  }

  /// POSIX releases the lock of a process when it closes any descriptor of the file.
  @Test
  void lookingAtALockDoesNotDropIt() throws IOException {
    StateLock lock = held();
    StateLock other = lock(Disk.real());
    assertThat(other.otherHolder()).contains("\"apply\"");
    assertThat(other.acquire("plan").hasErrors()).isTrue();
    assertThat(other.takeAway().hasErrors()).isTrue();
    assertThat(isLocked()).isTrue();
    lock.release();
    assertThat(isLocked()).isFalse();
  }

  /// Whether this process has locked the file, according to the kernel.
  private boolean isLocked() throws IOException {
    String ours = " " + ProcessHandle.current().pid() + " ";
    Object inode = Files.getAttribute(directory.resolve("esform.state.lock"), "unix:ino");
    return Files.readString(Path.of("/proc/locks"))
        .lines()
        .anyMatch(line ->
            line.contains(" POSIX ") && line.contains(ours) && line.contains(":" + inode + " "));
  }

  @Test
  void whatARunOfThisMachineLeftBehindIsTakenOver() throws IOException {
    leaveBehind(new ProcessIdentity("another-name", 1, SELF.boot()));
    Diagnostics taken = lock(new SharedDisk(Instant.EPOCH)).acquire("apply");
    assertThat(summary(taken)).isEqualTo("Stale lock taken over");
    assertThat(taken.hasErrors()).isFalse();
  }

  @Test
  void whatAnEarlierBootLeftBehindIsTakenOverWhereNoOtherMachineCanWrite() throws IOException {
    leaveBehind(new ProcessIdentity(SELF.host(), SELF.pid(), "an-earlier-boot"));
    var onlyHere =
        new DelegatingDisk() {
          @Override
          public boolean isLocal(Path directory) {
            return true;
          }
        };
    assertThat(summary(lock(onlyHere).acquire("apply"))).isEqualTo("Stale lock taken over");
  }

  @Test
  void whatMayBeOfAnotherMachineIsRemovedByHandOnly() throws IOException {
    leaveBehind(new ProcessIdentity(SELF.host(), SELF.pid(), "another-boot"));
    StateLock lock = lock(new SharedDisk(Instant.EPOCH));
    Diagnostics refused = lock.acquire("apply");
    assertThat(summary(refused)).isEqualTo("State is locked");
    assertThat(refused.all().getFirst().detail()).contains("esform force-unlock");
    assertThat(lock.otherHolder()).contains("\"apply\"");
    assertThat(lock.takeAway().all()).isEmpty();
    assertThat(lock.otherHolder()).isNull();
    assertThat(lock.acquire("apply").all()).isEmpty();
  }

  @Test
  void aHolderThatCannotBeReadIsNotTakenOver() throws IOException {
    Files.writeString(holder(), "what is this");
    assertThat(summary(lock(Disk.real()).acquire("apply"))).isEqualTo("State is locked");
  }

  @Test
  void aRunWhoseLockWasTakenAwayNoticesIt() throws IOException {
    StateLock first = held();
    assertThatCode(first::verify).doesNotThrowAnyException();
    Files.delete(holder());
    assertThatThrownBy(first::verify).hasMessageContaining("removed by hand");
    leaveBehind(SELF);
    assertThatThrownBy(first::verify).hasMessageContaining("holds the lock now");
    first.release();
    assertThat(holder()).exists();
  }

  @Test
  void aRunWhoseLockFileWasRemovedNoticesIt() throws IOException {
    StateLock first = held();
    Files.delete(directory.resolve("esform.state.lock"));
    assertThatThrownBy(first::verify).hasMessageContaining("removed or replaced");
    StateLock second = lock(Disk.real());
    assertThat(summary(second.acquire("apply"))).isEqualTo("Stale lock taken over");
    assertThatThrownBy(first::verify).isInstanceOf(StateLock.Lost.class);
    first.release();
    assertThatCode(second::verify).doesNotThrowAnyException();
  }

  @Test
  void aLockFileThatIsASymbolicLinkIsRefused() throws IOException {
    Files.createSymbolicLink(
        directory.resolve("esform.state.lock"), directory.resolve("elsewhere"));
    assertThat(summary(lock(Disk.real()).acquire("apply"))).isEqualTo("Cannot lock the state");
  }
}
