package io.esform.providers.aws.call;

import io.esform.diag.EsformBug;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;

/// Sends requests about many objects in parallel, for operations that describe one object a call.
public final class SideBySide {

  private static final int AT_ONCE = 8;

  private SideBySide() {}

  /// A request about one object.
  @FunctionalInterface
  public interface Query<T, R> {
    R ask(T about) throws AwsFailure;
  }

  /// The responses, in the order of the objects.
  ///
  /// @throws AwsFailure the first failure of a request
  public static <T, R> List<R> ask(AwsConnection aws, List<T> objects, Query<T, R> question)
      throws AwsFailure {
    var places = new Semaphore(AT_ONCE);
    List<Callable<R>> calls =
        objects.stream()
            .<Callable<R>>map(it ->
                () -> {
                  places.acquire();
                  try {
                    return aws.guard(() -> question.ask(it));
                  } finally {
                    places.release();
                  }
                })
            .toList();
    try {
      return aws.tasks().together("question", calls);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      throw AwsFailure.of("Stopped", "esform was interrupted during a call to AWS. Run it again.");
    } catch (ExecutionException failure) {
      if (failure.getCause() instanceof AwsFailure reason) {
        throw reason;
      }
      throw new EsformBug("Asking AWS failed.", failure);
    }
  }
}
