/// The state: what esform has made, as it last knew it.
///
/// Here is the model; its JSON form is `state.file`'s, its keeping `state.backend`'s. Knows no
/// schema and no provider.
@NullMarked
package io.esform.state;

import org.jspecify.annotations.NullMarked;
