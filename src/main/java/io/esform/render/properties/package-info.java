/// Changes `.properties` text in place: unchanged parts keep their bytes.
///
/// The syntax is that of `java.util.Properties`. Independent of files and vocabularies.
@NullMarked
package io.esform.render.properties;

import org.jspecify.annotations.NullMarked;
