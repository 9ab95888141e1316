/// Checks the URLs of a node: host names, ports and single sign-on in the files of its pack, after
/// all changes.
///
/// The texts of the files come from the caller. Files that cannot be read are not checked.
@NullMarked
package io.esform.render.urls;

import org.jspecify.annotations.NullMarked;
