/// The JSON format of the state, and the sealing of its sensitive values.
///
/// Only this package knows the format of state files. `state.backend` stores, locks and replaces
/// the text; code with a type's schema converts values to its types.
@NullMarked
package io.esform.state.file;

import org.jspecify.annotations.NullMarked;
