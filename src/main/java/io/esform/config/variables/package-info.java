/// Values of the root variables: from values files, the environment and the command line.
///
/// Converts, applies defaults and checks validations.
@NullMarked
package io.esform.config.variables;

import org.jspecify.annotations.NullMarked;
