@NullMarked
package io.esform.es;

import org.jspecify.annotations.NullMarked;
