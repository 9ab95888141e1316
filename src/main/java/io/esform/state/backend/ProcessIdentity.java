package io.esform.state.backend;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;

/// A process, with the boot of the machine that it runs on.
///
/// @param pid the process id within the process's namespace: for display only, never for decisions
/// @param boot the kernel's random boot id, the same in all containers of a machine; empty if the
///   system has none
public record ProcessIdentity(String host, long pid, String boot) {

  private static final Path HOST_NAME = Path.of("/proc/sys/kernel/hostname");
  private static final Path BOOT_ID = Path.of("/proc/sys/kernel/random/boot_id");

  /// This process.
  public static ProcessIdentity current() {
    return new ProcessIdentity(hostName(), ProcessHandle.current().pid(), kernelSays(BOOT_ID, ""));
  }

  private static String hostName() {
    try {
      String kernel = kernelSays(HOST_NAME, "");
      return kernel.isEmpty() ? InetAddress.getLocalHost().getHostName() : kernel;
    } catch (IOException _) {
      return "localhost";
    }
  }

  private static String kernelSays(Path file, String otherwise) {
    try {
      return Files.isReadable(file) ? Files.readString(file).strip() : otherwise;
    } catch (IOException _) {
      return otherwise;
    }
  }

  /// Whether that process certainly ran on the same machine since its last boot.
  public boolean sharesBoot(ProcessIdentity other) {
    return !boot.isEmpty() && boot.equals(other.boot);
  }

  /// `process 4711 on build-1`.
  public String display() {
    return "process " + pid + " on " + host;
  }
}
