/// What `render.patch` promises, on small inputs of its own.
@NullMarked
package io.esform.render.patch;

import org.jspecify.annotations.NullMarked;
