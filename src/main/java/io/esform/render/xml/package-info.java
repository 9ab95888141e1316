/// Writing XML text: the one place where text becomes element or attribute content.
///
/// Knows no file and no vocabulary; what is written in XML belongs to the room that writes it.
@NullMarked
package io.esform.render.xml;

import org.jspecify.annotations.NullMarked;
