/// Tests of diagnostics.
@NullMarked
package io.esform.diag;

import org.jspecify.annotations.NullMarked;
