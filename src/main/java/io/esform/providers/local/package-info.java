/// The provider `local`: hosts as containers on one machine, over the Docker Engine API. Supports
/// Docker and Podman.
///
/// All calls to the engine belong here. The content of a host's files is decided in `es`; this
/// package only delivers them, starts the host and waits until it reports that it is ready.
@NullMarked
package io.esform.providers.local;

import org.jspecify.annotations.NullMarked;
