/// Tests of evaluation: golden tables of expressions and values, and properties of all expressions.
@NullMarked
package io.esform.eval;

import org.jspecify.annotations.NullMarked;
