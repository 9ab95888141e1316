package io.esform.providers.aws;

import io.esform.es.Platform;
import io.esform.provider.Waiter;
import io.esform.providers.aws.call.AwsConnection;
import io.esform.providers.aws.call.AwsSettings;
import io.esform.task.Tasks;
import java.time.InstantSource;

/// A connection with one platform. The platform batches the changes of all resources that use it.
final class PlatformConnection extends AwsConnection {

  private final Platform platform = new AwsPlatform(this);

  PlatformConnection(AwsSettings settings, InstantSource clock, Tasks tasks, Waiter.Pauses pauses) {
    super(settings, clock, tasks, pauses);
  }

  Platform platform() {
    return platform;
  }
}
