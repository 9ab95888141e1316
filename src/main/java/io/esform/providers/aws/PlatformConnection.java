package io.esform.providers.aws;

import io.esform.es.Platform;
import io.esform.provider.Waiter;
import io.esform.providers.aws.call.AwsConnection;
import io.esform.providers.aws.call.AwsSettings;
import java.time.InstantSource;

/// A connection with its one platform, which gathers the changes of all who use it.
final class PlatformConnection extends AwsConnection {

  private final Platform platform = new AwsPlatform(this);

  PlatformConnection(AwsSettings settings, InstantSource clock, Waiter.Pauses pauses) {
    super(settings, clock, pauses);
  }

  Platform platform() {
    return platform;
  }
}
