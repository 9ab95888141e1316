/// Schemas of blocks: their arguments and attributes, the types of these, and their behavior in a
/// plan.
///
/// A leaf over `value`. Providers supply schemas; `config` decodes blocks by them.
@NullMarked
package io.esform.schema;

import org.jspecify.annotations.NullMarked;
