/// The functions of the language, each a declaration of its parameters and a body over values.
///
/// How nulls, unknowns and sensitive values are treated follows from the declaration, in one place;
/// bodies see plain values. What lies outside (files, templates, the plan's clock) comes in through
/// {@link io.esform.eval.functions.FunctionEnvironment}. Knows no syntax and no scope.
@NullMarked
package io.esform.eval.functions;

import org.jspecify.annotations.NullMarked;
