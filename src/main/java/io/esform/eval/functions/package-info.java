/// The functions of the language. Each declares its parameters and has a body over values.
///
/// The declaration decides how nulls, unknowns and sensitive values are treated; bodies see plain
/// values. Access to files, templates and the time of the plan comes from {@link
/// io.esform.eval.functions.FunctionEnvironment}. Does not depend on syntax or scopes.
@NullMarked
package io.esform.eval.functions;

import org.jspecify.annotations.NullMarked;
