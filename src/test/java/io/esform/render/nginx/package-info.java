@NullMarked
package io.esform.render.nginx;

import org.jspecify.annotations.NullMarked;
