package io.esform.state.aws;

import java.net.URI;
import org.jspecify.annotations.Nullable;

/// The arguments by which a service is reached.
///
/// @param region null for the region of the environment or the profile
/// @param profile null for the profile of the environment, or `default`
/// @param role the ARN of a role to assume; null for none
/// @param endpoint of the service; null for AWS
public record AwsAccess(
    @Nullable String region,
    @Nullable String profile,
    @Nullable String role,
    @Nullable URI endpoint) {}
