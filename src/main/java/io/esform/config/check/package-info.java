/// Checks of a loaded configuration: references, schemas, cycles, moves and imports.
///
/// Reports; changes nothing.
@NullMarked
package io.esform.config.check;

import org.jspecify.annotations.NullMarked;
