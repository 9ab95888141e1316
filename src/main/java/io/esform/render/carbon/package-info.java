/// Changes to the configuration files of a Carbon pack, rendered from records.
///
/// One XSLT 1.0 stylesheet per XML file and one RFC 7386 merge patch per JSON file; never whole
/// files, since those come with the pack and differ by version. Pure: no file is read or written
/// here, and no secret stands in what is rendered. Applying a change is `render.patch`'s.
@NullMarked
package io.esform.render.carbon;

import org.jspecify.annotations.NullMarked;
