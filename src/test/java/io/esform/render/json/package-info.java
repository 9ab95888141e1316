/// Tests of `render.json` with small inputs.
@NullMarked
package io.esform.render.json;

import org.jspecify.annotations.NullMarked;
