package io.esform.cli.session;

import io.esform.es.InputFiles;
import io.esform.provider.ProviderDefinition;
import io.esform.state.backend.BackendEnvironment;
import io.esform.state.backend.BackendType;
import io.esform.state.backend.ProcessIdentity;
import io.esform.state.disk.Disk;
import io.esform.state.disk.DurableFiles;
import io.esform.task.Tasks;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Supplier;

/// The process environment of a run. `Main` reads it once; tests create it.
///
/// @param variables of the environment
/// @param workingDirectory absolute
/// @param home what `~` stands for
/// @param temporary a directory for what can be put nowhere else
/// @param tasks starts threads and lets time pass
/// @param disk that states, keys, selections and plans are kept on
/// @param process this one
/// @param version of this esform
/// @param lineages makes the lineage of a new state
/// @param backends that a `backend` block can name; the first where there is no such block
/// @param providers made when a configuration needs them, over the files of its machine
/// @param interruptions how the user's wish to stop is heard
public record Environment(
    SortedMap<String, String> variables,
    Path workingDirectory,
    Path home,
    Path temporary,
    Clock clock,
    SecureRandom random,
    Tasks tasks,
    Disk disk,
    ProcessIdentity process,
    String version,
    Supplier<String> lineages,
    List<BackendType> backends,
    Function<InputFiles, List<ProviderDefinition>> providers,
    Interruptions interruptions) {

  public Environment {
    variables = Collections.unmodifiableSortedMap(new TreeMap<>(variables));
    backends = List.copyOf(backends);
  }

  /// For files that a crash must not leave partially written.
  public DurableFiles durableFiles() {
    return new DurableFiles(disk);
  }

  /// The same process as it would be in another place.
  public Environment in(Path otherDirectory, Path otherHome) {
    return new Environment(
        variables,
        otherDirectory,
        otherHome,
        temporary,
        clock,
        random,
        tasks,
        disk,
        process,
        version,
        lineages,
        backends,
        providers,
        interruptions);
  }

  /// What backends see of it.
  ///
  /// @param directory of the configuration, as the user would write it
  public BackendEnvironment forBackends(Path directory) {
    return new BackendEnvironment(
        directory, temporary, process, clock, random, tasks, disk, lineages);
  }

  /// The file or directory a user means by this path.
  public Path resolve(String path) {
    return workingDirectory.resolve(path);
  }
}
