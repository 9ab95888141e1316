/// Tests of evaluation: golden tables of expressions and their values, and rules that hold for all.
@NullMarked
package io.esform.eval;

import org.jspecify.annotations.NullMarked;
