/// The portable types: what a WSO2 Enterprise Store cluster is made of, and the `Platform` that
/// realises it.
///
/// Schemas, validation and the choice of rendered files live here, once for every platform.
/// Rendering itself is `render`'s; hosts, databases and names are made by a platform's provider.
@NullMarked
package io.esform.es;

import org.jspecify.annotations.NullMarked;
