/// What `render.xml` promises, on small inputs of its own.
@NullMarked
package io.esform.render.xml;

import org.jspecify.annotations.NullMarked;
