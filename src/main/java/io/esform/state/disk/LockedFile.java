package io.esform.state.disk;

import java.io.IOException;

/// A file that this process has locked with the operating system. The lock ends with the process,
/// however it ends, and is kept while the process is stopped.
public interface LockedFile {

  /// Whether the file still has its name: false once somebody has removed or replaced it.
  boolean isInPlace() throws IOException;

  /// Gives the lock back. The file stays.
  void unlock() throws IOException;
}
