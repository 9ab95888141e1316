/// Processes that are killed at every operation that others can see, and the runs after them.
@NullMarked
package io.esform.cli.kill;

import org.jspecify.annotations.NullMarked;
