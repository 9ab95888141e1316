/// States in a store of objects with conditional writes: the layout of the objects, the lease that
/// locks a state, and the order of the writes.
///
/// Knows no protocol of a store: a package below `state.backend` implements {@link ObjectStore} for
/// each. Every write of state, journal and lock is conditional, so that a run that has lost its
/// lock changes nothing.
@NullMarked
package io.esform.state.backend.objects;

import org.jspecify.annotations.NullMarked;
