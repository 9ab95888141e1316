/// The command line: commands, wiring and exit codes. Everything else is imported from here and
/// nobody imports this room.
///
/// Standard streams, environment variables, the clock and the working directory are read by `Main`
/// only and handed on as records, so that a test drives a command inside its own process.
@NullMarked
package io.esform.cli;

import org.jspecify.annotations.NullMarked;
