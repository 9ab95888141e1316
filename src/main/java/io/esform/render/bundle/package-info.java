/// The files of a host that its user-data does not carry, as one archive with a checksum.
///
/// The same files give the same bytes, on every platform. Contains no secrets; these are delivered
/// separately.
@NullMarked
package io.esform.render.bundle;

import org.jspecify.annotations.NullMarked;
