package io.esform.apply;

import io.esform.plan.Change;
import io.esform.plan.Reason;
import io.esform.state.InstanceState;
import io.esform.state.State;
import java.util.random.RandomGenerator;

/// The tokens of one run's creations. A new creation gets a new token; a continued one keeps its
/// token.
final class CreationTokens {

  private final State prior;
  private final RandomGenerator random;

  /// @param random thread-safe
  CreationTokens(State prior, RandomGenerator random) {
    this.prior = prior;
    this.random = random;
  }

  /// A token of a new creation.
  String fresh() {
    return CreationToken.random(random);
  }

  String of(Change change) {
    InstanceState begun =
        change.reason() == Reason.INTERRUPTED
            ? prior.object(change.address(), change.generation())
            : null;
    if (begun == null) {
      return fresh();
    }
    String token = begun.token();
    return token == null
        ? CreationToken.ofEarlierVersion(prior.lineage(), change.address(), change.generation())
        : token;
  }
}
