/// Files that no crash can leave half written: the operations on a disk, and what is built of them.
///
/// Knows nothing of states: what the files hold and when they are written belongs to others. Tests
/// replace the disk to fail or to end a run at any operation.
@NullMarked
package io.esform.state.disk;

import org.jspecify.annotations.NullMarked;
