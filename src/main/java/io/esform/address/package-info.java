/// Names of things in a configuration: modules, resources and their instances.
///
/// A leaf over `diag`. Knows how an address is written and read back; not what stands behind it.
@NullMarked
package io.esform.address;

import org.jspecify.annotations.NullMarked;
