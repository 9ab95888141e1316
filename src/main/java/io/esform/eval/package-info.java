/// Evaluation: computes the value of an expression in a scope.
///
/// Depends on the syntax tree only, not on blocks, modules or providers: the scope resolves names.
/// A fault becomes a diagnostic and an unknown value, so that one mistake is reported once.
@NullMarked
package io.esform.eval;

import org.jspecify.annotations.NullMarked;
