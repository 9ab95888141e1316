@NullMarked
package io.esform.render.boot;

import org.jspecify.annotations.NullMarked;
