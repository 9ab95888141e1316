package io.esform.providers.aws.type;

import static java.util.Objects.requireNonNull;

import io.esform.providers.aws.call.AwsConnection;
import io.esform.providers.aws.call.AwsFailure;
import io.esform.providers.aws.type.NativeKind.Creation;
import io.esform.providers.aws.type.NativeKind.Search;
import java.util.Optional;

/// Creates an object exactly once, even if a call is interrupted after AWS has executed it.
final class Maker {

  private static final int TRIES = 5;

  /// Error codes for a token that AWS has seen before: in a request with other parameters, or for
  /// an object that no longer exists.
  private static final String[] SPENT = {
    "IdempotentParameterMismatch", "IdempotentInstanceTerminated", "HostedZoneAlreadyExists"
  };

  private final NativeKind kind;
  private final AwsConnection aws;

  Maker(NativeKind kind, AwsConnection aws) {
    this.kind = kind;
    this.aws = aws;
  }

  /// Returns the id of the object with the creation's token: that of an earlier attempt, or a new
  /// one.
  String make(Creation creation) throws AwsFailure {
    Search search = creation.search();
    Optional<String> made = kind.find(aws, search);
    int spent = 0;
    for (int tries = 1; made.isEmpty(); tries++) {
      int form = spent + 1;
      try {
        return aws.guard(() ->
            requireNonNull(kind.create(aws, creation.withForm(form)), "no id in the response"));
      } catch (AwsFailure failure) {
        boolean isSpent = failure.is(SPENT);
        if (!failure.isAmbiguous() && !failure.isDuplicate() && !isSpent) {
          throw failure;
        }
        made = kind.find(aws, search);
        boolean isLast =
            tries == TRIES || failure.isUnreadable() || (failure.isDuplicate() && !isSpent);
        if (made.isEmpty() && isLast) {
          throw failure;
        }
        spent += isSpent ? 1 : 0;
      }
    }
    return made.get();
  }
}
