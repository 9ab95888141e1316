/// Configuration: modules, variables, resources and their references, read from files.
///
/// Loads and decodes files, checks them without a provider, and evaluates block bodies against
/// given schemas. Does not depend on providers, state or plan.
@NullMarked
package io.esform.config;

import org.jspecify.annotations.NullMarked;
