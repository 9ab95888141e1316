package io.esform.state.backend;

import io.esform.state.disk.Disk;
import io.esform.task.Tasks;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/// The process and machine that every backend runs in.
///
/// @param directory of the configuration, as written by the user
/// @param temporary a directory for a state that cannot be saved in its place
/// @param process this process; recorded in the lock
/// @param random for values that must differ between runs; thread-safe
/// @param lineages returns the lineage of a new state
/// @param variables of the process environment
public record BackendEnvironment(
    Path directory,
    Path temporary,
    ProcessIdentity process,
    Clock clock,
    RandomGenerator random,
    Tasks tasks,
    Disk disk,
    Supplier<String> lineages,
    SortedMap<String, String> variables) {

  public BackendEnvironment {
    variables = Collections.unmodifiableSortedMap(new TreeMap<>(variables));
  }
}
