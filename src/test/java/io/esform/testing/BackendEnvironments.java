package io.esform.testing;

import io.esform.state.backend.BackendEnvironment;
import io.esform.state.backend.ProcessIdentity;
import io.esform.state.disk.Disk;
import io.esform.task.Tasks;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.TreeMap;

/// The environments of backends in tests.
public final class BackendEnvironments {

  private BackendEnvironments() {}

  /// @param temporary a directory for a state that cannot be saved in its place
  public static BackendEnvironment of(Path directory, Path temporary, Disk disk) {
    return of(directory, temporary, Clock.systemUTC(), disk);
  }

  /// The same with this clock.
  public static BackendEnvironment of(Path directory, Path temporary, Clock clock, Disk disk) {
    return of(directory, temporary, clock, disk, Tasks.real());
  }

  /// The same with these tasks.
  public static BackendEnvironment of(Path directory, Path temporary, Disk disk, Tasks tasks) {
    return of(directory, temporary, Clock.systemUTC(), disk, tasks);
  }

  private static BackendEnvironment of(
      Path directory, Path temporary, Clock clock, Disk disk, Tasks tasks) {
    return new BackendEnvironment(
        directory,
        temporary,
        ProcessIdentity.current(),
        clock,
        new SecureRandom(),
        tasks,
        disk,
        () -> "lineage",
        new TreeMap<>());
  }
}
