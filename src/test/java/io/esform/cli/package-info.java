/// Tests of the command line: whole runs inside the test's process.
@NullMarked
package io.esform.cli;

import org.jspecify.annotations.NullMarked;
