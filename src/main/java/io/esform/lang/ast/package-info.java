/// The syntax tree: the constructs of a source file with their ranges, without their meaning.
///
/// Immutable records without parent pointers. A pass that learns something about a node returns its
/// own table. No ANTLR type appears here.
@NullMarked
package io.esform.lang.ast;

import org.jspecify.annotations.NullMarked;
