package io.esform.plan.pipeline;

import io.esform.diag.EsformBug;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.function.Supplier;

/// Runs lazy evaluation, which recurses along chains of references, on a stack that is large enough
/// for a chain of 100,000 references. The stack reserves address space; only the used part costs
/// memory.
final class DeepStack {

  private static final long BYTES = 2L << 30;

  private DeepStack() {}

  static <T> T call(Supplier<T> computation) {
    var task = new FutureTask<>(computation::get);
    Thread thread = new Thread(null, task, "plan", BYTES);
    thread.start();
    try {
      return task.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new EsformBug("Planning was interrupted.", e);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException failure) {
        throw failure;
      }
      if (e.getCause() instanceof OutOfMemoryError full) {
        throw full;
      }
      throw new EsformBug("Planning failed unexpectedly.", e);
    }
  }
}
