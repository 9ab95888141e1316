/// Tests of `render.patch` with small inputs.
@NullMarked
package io.esform.render.patch;

import org.jspecify.annotations.NullMarked;
