package io.esform.providers.aws.ec2;

import io.esform.providers.aws.call.AwsFailure;

/// Brings an object to its wanted state: reads it and changes the differences.
///
/// AWS refuses a repeated call whose first response was lost, and a change that another client has
/// made in the meantime. The object is then read again to find the remaining differences.
final class Settling {

  private static final int TRIES = 3;

  private Settling() {}

  /// One read, and the changes that follow from it.
  @FunctionalInterface
  interface Attempt {
    void run() throws AwsFailure;
  }

  /// @param codes with which AWS refuses a change that is already done
  static void run(Attempt step, String... codes) throws AwsFailure {
    for (int tries = 1; ; tries++) {
      try {
        step.run();
        return;
      } catch (AwsFailure failure) {
        if (tries == TRIES || !failure.is(codes)) {
          throw failure;
        }
      }
    }
  }
}
