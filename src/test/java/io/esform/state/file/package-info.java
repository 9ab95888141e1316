/// Tests of `state.file`.
@NullMarked
package io.esform.state.file;

import org.jspecify.annotations.NullMarked;
