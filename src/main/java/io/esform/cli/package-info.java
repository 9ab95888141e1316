/// The command line: commands, wiring and exit codes. May import all other packages; none of them
/// imports this package.
///
/// Only `Main` reads standard streams, environment variables, the clock and the working directory.
/// It passes them on as records, so that a test can run commands in its own process.
@NullMarked
package io.esform.cli;

import org.jspecify.annotations.NullMarked;
