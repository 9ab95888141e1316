/// Changes TOML text in place: unchanged parts keep their bytes.
///
/// Independent of files and vocabularies: the keys of a TOML file belong to the package that writes
/// them.
@NullMarked
package io.esform.render.toml;

import org.jspecify.annotations.NullMarked;
