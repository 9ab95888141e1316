/// The part of the configuration and state that `--target` and `--exclude` select.
///
/// Decided by dependencies in the source and in the state. Plans nothing.
@NullMarked
package io.esform.plan.select;

import org.jspecify.annotations.NullMarked;
