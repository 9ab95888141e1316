/// Evaluation: an expression and a scope give a value.
///
/// Knows the syntax tree and nothing of blocks, modules or providers: what a name means is the
/// scope's business. Faults become diagnostics and an unknown value, so that one mistake is
/// reported once.
@NullMarked
package io.esform.eval;

import org.jspecify.annotations.NullMarked;
