/// References: their places in a module, and the graph of references between declarations.
///
/// Reads declarations; evaluates nothing.
@NullMarked
package io.esform.config.graph;

import org.jspecify.annotations.NullMarked;
