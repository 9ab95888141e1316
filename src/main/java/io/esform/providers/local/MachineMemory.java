package io.esform.providers.local;

import com.google.re2j.Pattern;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/// The memory of this machine.
@FunctionalInterface
public interface MachineMemory {

  /// Empty when it is unknown.
  Optional<Long> bytes();

  MachineMemory UNKNOWN = Optional::empty;

  /// The total that the kernel of Linux reports. A container without a limit can use all of it,
  /// also if esform itself runs with a limit. Unknown on other systems, whose engines use a virtual
  /// machine.
  static MachineMemory ofLinux() {
    return () -> {
      try {
        return read(Files.readString(Path.of("/proc/meminfo")));
      } catch (IOException _) {
        return Optional.empty();
      }
    };
  }

  /// @param text of `/proc/meminfo`
  static Optional<Long> read(String text) {
    var matcher = Pattern.compile("(?m)^MemTotal: +([0-9]+) kB$").matcher(text);
    return matcher.find() ? Optional.of(Long.parseLong(matcher.group(1)) << 10) : Optional.empty();
  }
}
