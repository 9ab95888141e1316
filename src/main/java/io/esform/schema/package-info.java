/// What a block may hold: its arguments and attributes, their types, and how each behaves in a
/// plan.
///
/// A leaf over `value`. Schemas are handed in by providers; decoding against one is `config`'s
/// work.
@NullMarked
package io.esform.schema;

import org.jspecify.annotations.NullMarked;
