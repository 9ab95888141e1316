/// Keeping a state: loading, locking, and replacing it so that no instant of a save can lose it.
///
/// The text is `state.file`'s; when to save is the caller's.
@NullMarked
package io.esform.state.backend;

import org.jspecify.annotations.NullMarked;
