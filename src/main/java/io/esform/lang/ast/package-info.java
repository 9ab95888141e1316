/// The syntax tree: what a source file says, with the range of every construct, and nothing of what
/// it means.
///
/// Immutable records without parent pointers. A pass that learns something about a node returns its
/// own table. No ANTLR type appears here.
@NullMarked
package io.esform.lang.ast;

import org.jspecify.annotations.NullMarked;
