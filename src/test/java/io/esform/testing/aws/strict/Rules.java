package io.esform.testing.aws.strict;

import io.esform.testing.aws.AwsCall;
import io.esform.testing.aws.AwsProxy.Answer;
import io.esform.testing.aws.AwsProxy.Upstream;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/// What AWS holds of some calls and the emulator does not.
interface Rules {

  /// What is answered instead of carrying out the call.
  ///
  /// @param emulator to ask about what there is; it counts no looks
  /// @return null when nothing speaks against the call
  default @Nullable Answer instead(AwsCall call, Upstream emulator)
      throws IOException, InterruptedException {
    return null;
  }

  /// What AWS answers to a call that was carried out.
  ///
  /// @param answer the emulator's
  default Answer after(AwsCall call, Answer answer) {
    return answer;
  }

  /// Forgets everything, with the emulator.
  default void forget() {}
}
