@NullMarked
package io.esform.eval.functions;

import org.jspecify.annotations.NullMarked;
