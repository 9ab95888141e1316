/// Tests of `render.xml` with small inputs.
@NullMarked
package io.esform.render.xml;

import org.jspecify.annotations.NullMarked;
