package io.esform.providers.aws.type;

import io.esform.provider.Waiter.WaitResult;
import io.esform.providers.aws.call.AwsConnection;
import io.esform.providers.aws.call.AwsFailure;
import io.esform.providers.aws.type.NativeKind.Removal;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// Deletes an object. Retries while AWS still reports it as in use by an object that is being
/// deleted.
final class Remover {

  /// AWS deletes the network interfaces of a terminated host a minute or two later.
  private static final Duration PATIENCE = Duration.ofMinutes(3);

  private final NativeKind kind;
  private final AwsConnection aws;
  private @Nullable AwsFailure last;

  Remover(NativeKind kind, AwsConnection aws) {
    this.kind = kind;
    this.aws = aws;
  }

  /// @throws AwsFailure when AWS refuses the deletion, or the object is still in use after a few
  ///   minutes
  void remove(Removal removal) throws AwsFailure {
    WaitResult end = aws.waiter().await(() -> isRemoved(removal), PATIENCE);
    AwsFailure refusal = last;
    if (end != WaitResult.REACHED && refusal != null) {
      throw refusal;
    }
  }

  private boolean isRemoved(Removal removal) throws AwsFailure {
    try {
      kind.delete(aws, removal);
      return true;
    } catch (AwsFailure failure) {
      if (failure.isAbsence()) {
        return true;
      }
      if (!failure.isStillInUse()) {
        throw failure;
      }
      if (last == null) {
        removal.progress().message("waiting until " + removal.id() + " is no longer in use");
      }
      last = failure;
      return false;
    }
  }
}
