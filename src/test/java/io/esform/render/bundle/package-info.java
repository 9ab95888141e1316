@NullMarked
package io.esform.render.bundle;

import org.jspecify.annotations.NullMarked;
