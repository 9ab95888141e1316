package io.esform.state.disk;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.UserPrincipal;
import org.jspecify.annotations.Nullable;

/// Compares the owner of a file with the user of this process.
final class FileOwners {

  private static final String ID = "unix:uid";
  private static final int ROOT = 0;

  /// On Linux, a directory that belongs to the effective user of this process.
  private static final Path PROCESS = Path.of("/proc/self");

  private FileOwners() {}

  /// See {@link Disk#otherOwner}.
  static @Nullable String otherOwner(Path file) throws IOException {
    try {
      UserPrincipal named = Files.getOwner(file);
      return Files.getAttribute(file, ID) instanceof Integer owner
              && owner != ROOT
              && isOther(owner, named)
          ? named.getName()
          : null;
    } catch (UnsupportedOperationException | IllegalArgumentException _) {
      // Files of this system have no owners with numbers.
      return null;
    }
  }

  private static boolean isOther(int owner, UserPrincipal named) throws IOException {
    if (Files.exists(PROCESS)) {
      return Files.getAttribute(PROCESS, ID) instanceof Integer user
          && user != ROOT
          && user != owner;
    }
    String user = System.getProperty("user.name", "");
    return !user.equals("root") && !user.equals(named.getName());
  }
}
