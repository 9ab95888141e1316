package io.esform.state.backend;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// The processes of this machine, as the kernel lists them for this process's namespace.
public final class MachineProcesses implements Processes {

  private static final Path NAMESPACE = Path.of("/proc/self/ns/pid");

  /// The fields of `/proc/PID/stat` after the name of the program: the start in clock ticks.
  private static final int START = 19;

  @Override
  public String birth() {
    String start = start(ProcessHandle.current().pid());
    String namespace = namespace();
    return start.isEmpty() || namespace.isEmpty() ? "" : namespace + "/" + start;
  }

  /// Processes of another namespace are invisible, and may be running.
  @Override
  public boolean hasEnded(long pid, String birth) {
    String namespace = namespace();
    return !namespace.isEmpty()
        && birth.startsWith(namespace + "/")
        && !birth.equals(namespace + "/" + start(pid));
  }

  /// In clock ticks since the boot; empty if there is no such process.
  private static String start(long pid) {
    try {
      String stat = Files.readString(Path.of("/proc/" + pid + "/stat"));
      return stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1)[START];
    } catch (IOException _) {
      return "";
    }
  }

  private static String namespace() {
    try {
      return Files.readSymbolicLink(NAMESPACE).toString();
    } catch (IOException | UnsupportedOperationException _) {
      return "";
    }
  }
}
