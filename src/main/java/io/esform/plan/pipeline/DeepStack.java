package io.esform.plan.pipeline;

import io.esform.diag.EsformBug;
import io.esform.task.Tasks;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.function.Supplier;

/// Runs lazy evaluation, which recurses along chains of references, on a thread with a deep stack.
record DeepStack(Tasks tasks) {

  <T> T call(Supplier<T> computation) {
    var task = new FutureTask<>(computation::get);
    tasks.startDeep("plan", task);
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
