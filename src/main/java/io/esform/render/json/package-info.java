/// Writes and changes JSON text; the only package of `render` that uses the JSON library.
///
/// Independent of files and vocabularies: the content of a JSON file belongs to the package that
/// writes it.
@NullMarked
package io.esform.render.json;

import org.jspecify.annotations.NullMarked;
