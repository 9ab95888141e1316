/// Addresses of modules, resources and their instances.
///
/// A leaf over `diag`. Formats and parses addresses; does not resolve them.
@NullMarked
package io.esform.address;

import org.jspecify.annotations.NullMarked;
