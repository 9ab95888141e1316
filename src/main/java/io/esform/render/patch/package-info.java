/// Applying rendered changes to the text of a pack's files, here and on hosts.
///
/// The Java side and the script for hosts do the same thing to the same bytes: a stylesheet is run
/// (by the JDK here, by `xsltproc` there) and its result is then spelled as the original wherever
/// both say the same; a merge patch is applied in place. No file is read or written here.
@NullMarked
package io.esform.render.patch;

import org.jspecify.annotations.NullMarked;
