package io.esform.state.backend;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;

/// One process on one machine, told apart from a later one with the same number by its start.
///
/// @param started when the process started; the epoch when the system does not tell
public record ProcessIdentity(String host, long pid, Instant started) {

  /// This process.
  public static ProcessIdentity current() {
    ProcessHandle self = ProcessHandle.current();
    return new ProcessIdentity(hostName(), self.pid(), startOf(self));
  }

  private static String hostName() {
    Path kernel = Path.of("/proc/sys/kernel/hostname");
    try {
      return Files.isReadable(kernel)
          ? Files.readString(kernel).strip()
          : InetAddress.getLocalHost().getHostName();
    } catch (IOException _) {
      return "localhost";
    }
  }

  private static Instant startOf(ProcessHandle process) {
    return process.info().startInstant().orElse(Instant.EPOCH);
  }

  /// True when that process ran on this machine and has ended. False whenever that is not certain.
  boolean isGone(ProcessIdentity other) {
    return other.host.equals(host)
        && ProcessHandle.of(other.pid)
            .map(process -> !startOf(process).equals(other.started))
            .orElse(true);
  }

  /// `process 4711 on build-1`.
  String display() {
    return "process " + pid + " on " + host;
  }
}
