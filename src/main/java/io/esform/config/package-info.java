/// Configuration: files become modules, variables, resources and the references between them.
///
/// Loads and decodes, checks what can be checked without a provider's help, and evaluates block
/// bodies against the schemas that are handed in. Sees no provider, no state and no plan.
@NullMarked
package io.esform.config;

import org.jspecify.annotations.NullMarked;
