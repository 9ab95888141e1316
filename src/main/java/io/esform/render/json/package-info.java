/// Writing and changing JSON text; the one door of `render` to the JSON library.
///
/// Knows no file and no vocabulary; what is written in JSON belongs to the room that writes it.
@NullMarked
package io.esform.render.json;

import org.jspecify.annotations.NullMarked;
