/// What all native types have in common: tags, tokens, ids, imports, and reading in batches.
///
/// What one type does of its own is a {@link io.esform.providers.aws.type.NativeKind}, in the
/// package of its service.
@NullMarked
package io.esform.providers.aws.type;

import org.jspecify.annotations.NullMarked;
