/// The provider `local`: hosts as containers on one machine, over the Docker Engine API, so that
/// Docker and Podman serve alike.
///
/// What speaks to the engine lives here and nowhere else. What a host's files say is decided in
/// `es`; this room only delivers them, starts the host and waits until it says that it is ready.
@NullMarked
package io.esform.providers.local;

import org.jspecify.annotations.NullMarked;
