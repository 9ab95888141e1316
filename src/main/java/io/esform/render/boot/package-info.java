/// The boot script of each kind of host, its settings and its units.
///
/// The scripts are resources and not rendered, so that the diff of a plan shows only settings. They
/// read secrets from `/etc/esform/secrets` and write the readiness of the host to
/// `/var/lib/esform/status`. User-data carries the settings and the script `start`, which installs
/// the bundle with all other files and continues with their script `boot`.
@NullMarked
package io.esform.render.boot;

import org.jspecify.annotations.NullMarked;
