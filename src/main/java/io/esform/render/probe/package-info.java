/// The probes of a host: what its script checks before the host counts as ready, and whenever
/// someone asks for its state. The script is in `render.boot`; who has which probes is decided in
/// `es`.
@NullMarked
package io.esform.render.probe;

import org.jspecify.annotations.NullMarked;
