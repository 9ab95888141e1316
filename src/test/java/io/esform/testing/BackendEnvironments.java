package io.esform.testing;

import io.esform.state.backend.BackendEnvironment;
import io.esform.state.backend.ProcessIdentity;
import io.esform.state.disk.Disk;
import io.esform.task.Tasks;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;

/// What backends see of this process, in a test.
public final class BackendEnvironments {

  private BackendEnvironments() {}

  /// @param temporary where a state is written that cannot be kept where it belongs
  public static BackendEnvironment of(Path directory, Path temporary, Disk disk) {
    return of(directory, temporary, Clock.systemUTC(), disk);
  }

  /// Likewise, at the time of this clock.
  public static BackendEnvironment of(Path directory, Path temporary, Clock clock, Disk disk) {
    return new BackendEnvironment(
        directory,
        temporary,
        ProcessIdentity.current(),
        clock,
        new SecureRandom(),
        Tasks.real(),
        disk,
        () -> "lineage");
  }
}
