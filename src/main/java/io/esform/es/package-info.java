/// The portable types: the parts of a WSO2 Enterprise Store cluster, and the `Platform` that
/// provides them.
///
/// Schemas, validation and the choice of rendered files belong here and are the same for all
/// platforms. Rendering belongs to `render`; the provider of a platform creates hosts, databases
/// and names.
@NullMarked
package io.esform.es;

import org.jspecify.annotations.NullMarked;
