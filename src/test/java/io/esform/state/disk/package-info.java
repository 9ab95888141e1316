/// Tests of `state.disk`.
@NullMarked
package io.esform.state.disk;

import org.jspecify.annotations.NullMarked;
