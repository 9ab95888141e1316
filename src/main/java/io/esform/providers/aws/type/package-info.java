/// The common parts of all native types: tags, tokens, ids, imports, and reads in batches.
///
/// A {@link io.esform.providers.aws.type.NativeKind} in the package of a service implements one
/// type.
@NullMarked
package io.esform.providers.aws.type;

import org.jspecify.annotations.NullMarked;
