package io.esform.providers.aws.call;

import io.esform.diag.Diagnostic;
import io.esform.diag.Suggestion;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.regions.Region;

/// The regions that there are, as far as this version knows.
public final class Regions {

  private static final List<String> KNOWN =
      Region.regions().stream()
          .filter(region -> !region.isGlobalRegion())
          .map(Region::id)
          .sorted()
          .toList();

  private Regions() {}

  /// Why a name is no region's; empty when it is one's. Without this the name would become a part
  /// of a host's name that nobody has.
  public static Optional<Diagnostic> fault(String name) {
    return KNOWN.contains(name)
        ? Optional.empty()
        : Optional.of(
            Diagnostic.error(
                "Unknown region",
                "\"%s\" is no region of AWS that this version of esform knows.%s One that is newer, or not AWS's own, needs its \"endpoints\" in the provider block."
                    .formatted(name, Suggestion.didYouMean(name, KNOWN))));
  }
}
