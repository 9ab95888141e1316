package io.esform.providers.aws;

import io.esform.es.Platform.PlatformException;
import io.esform.providers.aws.call.AwsConnection;
import io.esform.providers.aws.call.AwsFailure;

/// Lets work with answers of AWS, however wrong they are, end in nothing but a result or a failure
/// as the portable types know it.
record Guard(AwsConnection aws) {

  <T> T run(AwsConnection.Work<T> work) throws PlatformException {
    try {
      return aws.guard(work);
    } catch (AwsFailure failure) {
      throw new PlatformException(failure.diagnostic(), failure.id(), failure.isUnfinished());
    }
  }

  void run(AwsConnection.Task task) throws PlatformException {
    run(() -> {
      task.run();
      return true;
    });
  }
}
