/// Tests of values and their conversion.
@NullMarked
package io.esform.value;

import org.jspecify.annotations.NullMarked;
