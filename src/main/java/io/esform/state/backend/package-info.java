/// Storage of states: loading, locking, and saving without loss at a crash.
///
/// A {@link BackendType} opens {@link Workspaces}, and these a {@link Backend} for each workspace.
/// A new type needs a package below this one and an entry in the list of `cli.Main`, and has to
/// pass `BackendContract` of the tests, or `VersionedBackendContract` if it keeps {@link Versions}.
/// `state.file` defines the text of a state; callers decide when to save.
@NullMarked
package io.esform.state.backend;

import org.jspecify.annotations.NullMarked;
