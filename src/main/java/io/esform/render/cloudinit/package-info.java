/// User-data: a gzipped MIME message for cloud-init with the files and the boot command of a host.
///
/// The same input gives the same bytes. Contains no secrets; these are delivered separately.
@NullMarked
package io.esform.render.cloudinit;

import org.jspecify.annotations.NullMarked;
