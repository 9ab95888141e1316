/// Files that a crash cannot leave partially written: the operations on a disk, and the writes
/// built on them.
///
/// Knows nothing of states: other packages decide the content of files and the time of writes.
/// Tests replace the disk to fail or to end a run at any operation.
@NullMarked
package io.esform.state.disk;

import org.jspecify.annotations.NullMarked;
