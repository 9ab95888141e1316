/// The objects that a plan starts from: recovery, moves, refresh and imports.
///
/// Asks providers to find and to read. Does not evaluate resource blocks.
@NullMarked
package io.esform.plan.existing;

import org.jspecify.annotations.NullMarked;
