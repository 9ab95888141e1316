@NullMarked
package io.esform.render.cloudinit;

import org.jspecify.annotations.NullMarked;
