package io.esform.state.backend;

import io.esform.state.disk.Disk;
import io.esform.task.Tasks;
import java.nio.file.Path;
import java.time.Clock;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/// The process and the machine, as every backend sees them.
///
/// @param directory of the configuration, as the user would write it
/// @param temporary a directory for a state that cannot be kept where it belongs
/// @param process this one; a lock names it
/// @param random for what must differ from run to run; safe for several threads
/// @param lineages makes the lineage of a new state
public record BackendEnvironment(
    Path directory,
    Path temporary,
    ProcessIdentity process,
    Clock clock,
    RandomGenerator random,
    Tasks tasks,
    Disk disk,
    Supplier<String> lineages) {}
