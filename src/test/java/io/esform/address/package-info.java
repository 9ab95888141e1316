/// Tests of `address`.
@NullMarked
package io.esform.address;

import org.jspecify.annotations.NullMarked;
