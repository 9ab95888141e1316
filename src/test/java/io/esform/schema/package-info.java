@NullMarked
package io.esform.schema;

import org.jspecify.annotations.NullMarked;
