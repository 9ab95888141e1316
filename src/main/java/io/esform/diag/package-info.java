/// Diagnostics: what was wrong, where, and what to do about it.
///
/// A leaf: imports no other room. Text is made where a fault is found; colour, snippet and caret
/// belong to the views. Nothing here does I/O.
@NullMarked
package io.esform.diag;

import org.jspecify.annotations.NullMarked;
