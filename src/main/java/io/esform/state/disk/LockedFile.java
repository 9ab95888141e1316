package io.esform.state.disk;

import java.io.IOException;

/// A file that this process has locked with the operating system. The lock ends with the process,
/// however it ends, and is kept while the process is stopped.
public interface LockedFile {

  /// Whether the file still has its name: false after it was removed or replaced.
  boolean isInPlace() throws IOException;

  /// Releases the lock. The file stays.
  void unlock() throws IOException;
}
