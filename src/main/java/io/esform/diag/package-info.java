/// Diagnostics: the faults of a run, with their location and a correction.
///
/// A leaf: imports no other room. Messages are written where a fault is found; colour, snippet and
/// caret belong to the views. No I/O.
@NullMarked
package io.esform.diag;

import org.jspecify.annotations.NullMarked;
