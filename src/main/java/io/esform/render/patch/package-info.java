/// Applies rendered changes to the text of files of a pack, here and on hosts.
///
/// The Java code and the script for hosts give the same bytes. Both run a stylesheet (with the JDK
/// here, with `xsltproc` there) and restore the spelling of the original in equal parts of the
/// result, and apply a merge patch in place. No file is read or written here.
@NullMarked
package io.esform.render.patch;

import org.jspecify.annotations.NullMarked;
