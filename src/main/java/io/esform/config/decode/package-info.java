/// Decoding of files: syntax trees to modules, resources, variables and the other declarations.
///
/// Reports everything that can be said without looking at other declarations. The writer of
/// generated blocks is here too.
@NullMarked
package io.esform.config.decode;

import org.jspecify.annotations.NullMarked;
