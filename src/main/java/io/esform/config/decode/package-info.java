/// Decoding of files: syntax trees to modules, resources, variables and the other declarations.
///
/// Reports all faults that can be found without other declarations. Also contains the writer of
/// generated blocks.
@NullMarked
package io.esform.config.decode;

import org.jspecify.annotations.NullMarked;
