package io.esform.config.evaluation;

import io.esform.address.ProviderKey;
import io.esform.address.ResourceInstanceAddress;
import io.esform.diag.SourceRange;
import org.jspecify.annotations.Nullable;

/// One object to import.
///
/// @param id that its platform knows it by
/// @param sensitive whether the id must not be shown
/// @param provider null when the type alone says which
/// @param subject where that is asked for; null for the command line
public record ImportTarget(
    ResourceInstanceAddress address,
    String id,
    boolean sensitive,
    @Nullable ProviderKey provider,
    @Nullable SourceRange subject) {}
