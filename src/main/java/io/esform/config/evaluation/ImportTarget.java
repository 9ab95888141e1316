package io.esform.config.evaluation;

import io.esform.address.ProviderKey;
import io.esform.address.ResourceInstanceAddress;
import io.esform.diag.SourceRange;
import org.jspecify.annotations.Nullable;

/// One object to import.
///
/// @param id its id on the platform
/// @param sensitive whether the id must not be shown
/// @param provider null for the default provider of the type
/// @param subject the range of the `import` block; null for the command line
public record ImportTarget(
    ResourceInstanceAddress address,
    String id,
    boolean sensitive,
    @Nullable ProviderKey provider,
    @Nullable SourceRange subject) {}
