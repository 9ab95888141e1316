package io.esform.state.backend;

import io.esform.state.disk.Disk;
import java.nio.file.Path;
import java.time.Clock;
import java.util.function.Supplier;

/// The process and the machine, as every backend sees them.
///
/// @param directory of the configuration, as the user would write it
/// @param temporary a directory for a state that cannot be kept where it belongs
/// @param process this one; a lock names it
/// @param lineages makes the lineage of a new state
public record BackendEnvironment(
    Path directory,
    Path temporary,
    ProcessIdentity process,
    Clock clock,
    Disk disk,
    Supplier<String> lineages) {}
