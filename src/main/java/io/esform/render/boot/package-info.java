/// What runs on a host: the boot script of each kind of host, its settings and its units.
///
/// The scripts themselves are resources and take no rendering, so that a plan's diff shows settings
/// and nothing else. They read secrets from `/etc/esform/secrets` and write the host's readiness to
/// `/var/lib/esform/status`.
@NullMarked
package io.esform.render.boot;

import org.jspecify.annotations.NullMarked;
