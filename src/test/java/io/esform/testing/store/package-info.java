/// An object store with conditional writes, like those over a network, and a backend on it that
/// shares no code with the local one.
@NullMarked
package io.esform.testing.store;

import org.jspecify.annotations.NullMarked;
