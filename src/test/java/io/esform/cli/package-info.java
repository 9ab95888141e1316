/// Tests of the command line: complete runs within the test's process.
@NullMarked
package io.esform.cli;

import org.jspecify.annotations.NullMarked;
