/// What `render.json` promises, on small inputs of its own.
@NullMarked
package io.esform.render.json;

import org.jspecify.annotations.NullMarked;
