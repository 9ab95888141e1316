/// The versions that must fit each other on a node: its pack, its Java and its JDBC driver.
///
/// Their facts are read from files that the caller opens; {@link
/// io.esform.render.versions.VersionMatrix} judges them. No file is opened here.
@NullMarked
package io.esform.render.versions;

import org.jspecify.annotations.NullMarked;
