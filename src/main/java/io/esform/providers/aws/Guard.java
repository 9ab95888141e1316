package io.esform.providers.aws;

import io.esform.es.Platform.PlatformException;
import io.esform.providers.aws.call.AwsConnection;
import io.esform.providers.aws.call.AwsFailure;

/// Runs work on the responses of AWS. Any failure, even one caused by a malformed response, becomes
/// a {@link PlatformException}.
record Guard(AwsConnection aws) {

  <T> T run(AwsConnection.AwsCall<T> work) throws PlatformException {
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
