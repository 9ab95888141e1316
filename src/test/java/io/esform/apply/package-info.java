/// Tests of `io.esform.apply`.
@NullMarked
package io.esform.apply;

import org.jspecify.annotations.NullMarked;
