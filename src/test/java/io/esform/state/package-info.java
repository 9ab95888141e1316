/// Tests of `state`.
@NullMarked
package io.esform.state;

import org.jspecify.annotations.NullMarked;
