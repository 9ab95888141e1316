/// Tests of `state.backend`.
@NullMarked
package io.esform.state.backend;

import org.jspecify.annotations.NullMarked;
