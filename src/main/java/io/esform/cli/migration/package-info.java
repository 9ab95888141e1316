/// The move of states from one backend to another: what is at each end, and what the move does. No
/// I/O.
@NullMarked
package io.esform.cli.migration;

import org.jspecify.annotations.NullMarked;
