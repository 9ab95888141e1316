/// Writes XML text: the only package that escapes element and attribute content.
///
/// Independent of files and vocabularies: the content of an XML file belongs to the package that
/// writes it.
@NullMarked
package io.esform.render.xml;

import org.jspecify.annotations.NullMarked;
