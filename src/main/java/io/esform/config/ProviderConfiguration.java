package io.esform.config;

import io.esform.address.ProviderKey;
import io.esform.diag.SourceRange;
import io.esform.lang.ast.Body;

/// A `provider` block; `body` is without `alias`.
public record ProviderConfiguration(ProviderKey key, Body body, SourceRange range) {}
