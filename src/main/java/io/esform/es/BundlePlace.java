package io.esform.es;

import io.esform.es.Platform.Abilities;
import io.esform.es.Platform.InputSources;
import io.esform.provider.Arguments;
import java.util.Optional;

/// How the bundle of a host reaches it.
sealed interface BundlePlace {

  /// The argument of a network with the place of bundles: `s3://BUCKET` or `s3://BUCKET/PREFIX`.
  String ARGUMENT = "bundles";

  /// The form of {@link #ARGUMENT}. A key in user-data needs no encoding.
  String FORM = "s3://[a-z0-9][a-z0-9.-]{1,61}[a-z0-9](/[A-Za-z0-9_.-]+)*/?";

  /// Copied to the host by the platform, before it boots.
  record Copied() implements BundlePlace {}

  /// An object of S3, which the host fetches.
  ///
  /// @param prefix of its address, with a slash at the end
  record Stored(String prefix) implements BundlePlace {}

  /// In the user-data of the host.
  record Embedded() implements BundlePlace {}

  /// The place for a host of a platform with these abilities; empty while it is unknown.
  static Optional<BundlePlace> of(Abilities abilities, Arguments host) {
    if (abilities.sources() == InputSources.FILES) {
      return Optional.of(new Copied());
    }
    Arguments network = host.requiredBlock(HostSchema.NETWORK);
    if (!network.isKnown(ARGUMENT)) {
      return Optional.empty();
    }
    return Optional.of(
        network
            .text(ARGUMENT)
            .<BundlePlace>map(text -> new Stored(text.endsWith("/") ? text : text + "/"))
            .orElse(new Embedded()));
  }
}
