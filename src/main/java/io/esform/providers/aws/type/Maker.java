package io.esform.providers.aws.type;

import io.esform.providers.aws.call.AwsConnection;
import io.esform.providers.aws.call.AwsFailure;
import io.esform.providers.aws.type.NativeKind.Creation;
import io.esform.providers.aws.type.NativeKind.Search;
import java.util.Optional;

/// Makes an object once, though calls may be cut short after AWS has carried them out.
final class Maker {

  private static final int TRIES = 5;

  private final NativeKind kind;
  private final AwsConnection aws;

  Maker(NativeKind kind, AwsConnection aws) {
    this.kind = kind;
    this.aws = aws;
  }

  /// The id of the object that carries the creation's token: of an earlier try, or a new one.
  String make(Creation creation) throws AwsFailure {
    var search = new Search(creation.token(), creation.planned());
    Optional<String> made = kind.find(aws, search);
    for (int tries = 1; made.isEmpty(); tries++) {
      try {
        return kind.create(aws, creation);
      } catch (AwsFailure failure) {
        if (!failure.isAmbiguous() && !failure.isDuplicate()) {
          throw failure;
        }
        made = kind.find(aws, search);
        if (made.isEmpty() && (failure.isDuplicate() || tries == TRIES)) {
          throw failure;
        }
      }
    }
    return made.get();
  }
}
