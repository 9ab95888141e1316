/// Tests of the backend `s3` without states.
@NullMarked
package io.esform.state.backend.s3;

import org.jspecify.annotations.NullMarked;
