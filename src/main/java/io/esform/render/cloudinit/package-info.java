/// User-data: the files and the boot command of a host as one gzipped MIME message for cloud-init.
///
/// The same input gives the same bytes. Secrets never come here; they are delivered apart.
@NullMarked
package io.esform.render.cloudinit;

import org.jspecify.annotations.NullMarked;
