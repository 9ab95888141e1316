/// Tests of the backend `http`, with a server on the loopback interface.
@NullMarked
package io.esform.state.backend.http;

import org.jspecify.annotations.NullMarked;
