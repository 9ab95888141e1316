/// Tests of `io.esform.providers.builtin`.
@NullMarked
package io.esform.providers.builtin;

import org.jspecify.annotations.NullMarked;
