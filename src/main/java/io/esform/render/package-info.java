/// Rendering: turns records into the text of files on a host.
///
/// Every renderer is a static pure function: no clock, no file, `\n` only, the same bytes for the
/// same input. The caller decides the content of each file.
@NullMarked
package io.esform.render;

import org.jspecify.annotations.NullMarked;
