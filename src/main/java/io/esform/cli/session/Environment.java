package io.esform.cli.session;

import io.esform.es.InputFiles;
import io.esform.state.backend.BackendEnvironment;
import io.esform.state.backend.BackendType;
import io.esform.state.backend.ProcessIdentity;
import io.esform.state.disk.Disk;
import io.esform.state.disk.DurableFiles;
import io.esform.state.kms.KmsKeys;
import io.esform.task.Tasks;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Supplier;

/// The process environment of a run. `Main` reads it once; tests create it.
///
/// @param variables of the environment
/// @param workingDirectory absolute
/// @param home the value of `~`
/// @param temporary a directory for files without another place
/// @param tasks starts threads and lets time pass
/// @param disk stores states, keys, selections and plans
/// @param process this one
/// @param version of this esform
/// @param lineages creates the lineage of a new state
/// @param backends that a `backend` block can name; the first is for configurations without one
/// @param kmsKeys that an `encryption` block can name
/// @param providers creates the providers of a configuration
/// @param interruptions reports the user's requests to stop
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
    KmsKeys kmsKeys,
    Providers providers,
    Interruptions interruptions) {

  public Environment {
    variables = Collections.unmodifiableSortedMap(new TreeMap<>(variables));
    backends = List.copyOf(backends);
  }

  /// For files that a crash must not leave partially written.
  public DurableFiles durableFiles() {
    return new DurableFiles(disk);
  }

  /// The same environment with other directories.
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
        kmsKeys,
        providers,
        interruptions);
  }

  /// The same environment for a plan that is not applied: inputs of hosts may be missing.
  public Environment deliveringNothing() {
    return new Environment(
        variables,
        workingDirectory,
        home,
        temporary,
        clock,
        random,
        tasks,
        disk,
        process,
        version,
        lineages,
        backends,
        kmsKeys,
        (files, states) -> providers.create(InputFiles.undelivered(files), states),
        interruptions);
  }

  /// The part that backends use.
  ///
  /// @param directory of the configuration, as the user writes it
  public BackendEnvironment forBackends(Path directory) {
    return new BackendEnvironment(
        directory, temporary, process, clock, random, tasks, disk, lineages, variables);
  }

  /// The file or directory of a path that the user has written.
  public Path resolve(String path) {
    return workingDirectory.resolve(path);
  }
}
