package io.esform.providers.aws.ec2;

import io.esform.providers.aws.call.AwsFailure;

/// Brings an object to what is wanted by looking at what it is and changing what differs.
///
/// A call that was carried out though its answer was lost is refused when it is repeated, and so is
/// one that something else was quicker with: then another look tells what is left to do.
final class Settling {

  private static final int TRIES = 3;

  private Settling() {}

  /// One look, and the changes that follow from it.
  @FunctionalInterface
  interface Step {
    void run() throws AwsFailure;
  }

  /// @param codes with which AWS refuses what has been done already
  static void run(Step step, String... codes) throws AwsFailure {
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
