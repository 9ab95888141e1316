/// Tests of the versions of a node.
@NullMarked
package io.esform.render.versions;

import org.jspecify.annotations.NullMarked;
