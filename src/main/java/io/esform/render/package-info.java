/// Rendering: records to the text of files on a host.
///
/// Every renderer is a static pure function: no clock, no file, `\n` only, the same bytes for the
/// same input. What goes into which file is the caller's choice.
@NullMarked
package io.esform.render;

import org.jspecify.annotations.NullMarked;
