/// References: the places in a module where they occur, and the graph of who refers to whom.
///
/// Reads declarations; evaluates nothing.
@NullMarked
package io.esform.config.graph;

import org.jspecify.annotations.NullMarked;
