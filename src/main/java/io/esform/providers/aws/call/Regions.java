package io.esform.providers.aws.call;

import io.esform.diag.Diagnostic;
import io.esform.diag.Suggestion;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.regions.Region;

/// The regions that this version knows.
public final class Regions {

  private static final List<String> KNOWN =
      Region.regions().stream()
          .filter(region -> !region.isGlobalRegion())
          .map(Region::id)
          .sorted()
          .toList();

  private Regions() {}

  /// The fault of an unknown region name; empty for a known one. Without this check, the name would
  /// become part of an endpoint's host name that does not exist.
  public static Optional<Diagnostic> fault(String name) {
    return KNOWN.contains(name)
        ? Optional.empty()
        : Optional.of(
            Diagnostic.error(
                "Unknown region",
                ("\"%s\" is not an AWS region that this version of esform knows.%s For a newer"
                        + " region, or one outside AWS, set \"endpoints\" in the provider block.")
                    .formatted(name, Suggestion.didYouMean(name, KNOWN))));
  }
}
