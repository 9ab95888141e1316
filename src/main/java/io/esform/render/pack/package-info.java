/// Reads Carbon packs: their facts, and the results of the changes of a node.
///
/// The files of a pack come from the caller. No file is opened here.
@NullMarked
package io.esform.render.pack;

import org.jspecify.annotations.NullMarked;
