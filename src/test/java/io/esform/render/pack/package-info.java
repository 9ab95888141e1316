@NullMarked
package io.esform.render.pack;

import org.jspecify.annotations.NullMarked;
