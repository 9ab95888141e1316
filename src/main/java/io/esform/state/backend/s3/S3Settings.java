package io.esform.state.backend.s3;

import java.net.URI;
import org.jspecify.annotations.Nullable;

/// The settings of a client.
///
/// @param region null for the region of the environment or the profile
/// @param endpoint null for AWS
/// @param pathStyle whether URLs contain the bucket in their path, not in the name of the host
/// @param profile null for the profile of the environment, or `default`
/// @param role the ARN of a role to assume; null for none
record S3Settings(
    @Nullable String region,
    @Nullable URI endpoint,
    boolean pathStyle,
    @Nullable String profile,
    @Nullable String role) {}
