/// The boot script of each kind of host, its settings and its units.
///
/// The scripts are resources and not rendered, so that the diff of a plan shows only settings. They
/// read secrets from `/etc/esform/secrets` and write the readiness of the host to
/// `/var/lib/esform/status`.
@NullMarked
package io.esform.render.boot;

import org.jspecify.annotations.NullMarked;
