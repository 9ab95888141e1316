package io.esform.testing.aws.strict;

import io.esform.testing.Relay.Answer;
import io.esform.testing.aws.AwsCall;
import io.esform.testing.aws.AwsProxy.Upstream;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/// Rules of AWS for some calls that the emulator does not enforce.
interface Rules {

  /// The answer instead of an execution of the call.
  ///
  /// @param emulator for reads of existing objects, which advance no transition
  /// @return null if the call is allowed
  default @Nullable Answer instead(AwsCall call, Upstream emulator)
      throws IOException, InterruptedException {
    return null;
  }

  /// The answer of AWS to an executed call.
  ///
  /// @param answer the emulator's
  default Answer after(AwsCall call, Answer answer) {
    return answer;
  }

  /// Resets the rules; called when the emulator is reset.
  default void forget() {}
}
