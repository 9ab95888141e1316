/// Keeping a state: loading, locking, and replacing it so that no instant of a save can lose it.
///
/// A {@link BackendType} opens {@link Workspaces}, and these a {@link Backend} for each workspace.
/// A new type is a package below this one and a line in the list of `cli.Main`; `BackendContract`
/// in the tests is what it has to pass. The text of a state is `state.file`'s; when to save is the
/// caller's.
@NullMarked
package io.esform.state.backend;

import org.jspecify.annotations.NullMarked;
