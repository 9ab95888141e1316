/// The state: the objects that esform has created, as last known.
///
/// This package contains the model. `state.file` defines its JSON form, and `state.backend` saves
/// and locks it. Knows no schema and no provider.
@NullMarked
package io.esform.state;

import org.jspecify.annotations.NullMarked;
