/// Changes to the configuration files of a Carbon pack, rendered from records.
///
/// One XSLT 1.0 stylesheet per XML file, and RFC 7386 merge patches per JSON file, one for each
/// layout of it; never whole files, because those belong to the pack and differ by version. Pure:
/// reads and writes no files, and the result contains no secrets. `render.patch` applies the
/// changes.
@NullMarked
package io.esform.render.carbon;

import org.jspecify.annotations.NullMarked;
