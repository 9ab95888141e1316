/// Tests of states in a store of objects, with a store in memory and a schedule that decides which
/// run continues at each request.
@NullMarked
package io.esform.state.backend.objects;

import org.jspecify.annotations.NullMarked;
