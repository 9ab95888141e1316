package io.esform.task;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/// Starts threads, and waits for a time. Thread-safe.
public interface Tasks {

  /// Runs the work concurrently on a new thread.
  ///
  /// @param name of the thread, for display
  void start(String name, Runnable work);

  /// Like {@link #start}, on a thread whose stack is large enough for a deep recursion.
  default void startDeep(String name, Runnable work) {
    start(name, work);
  }

  /// Waits for this time.
  ///
  /// @throws InterruptedException if this thread is interrupted before that
  void pause(Duration length) throws InterruptedException;

  /// Runs all of them concurrently and returns after the last one has ended.
  ///
  /// @return their results in the same order
  /// @throws ExecutionException if any has thrown: the exception of the first of these
  /// @throws InterruptedException if this thread is interrupted before that; the others are
  ///   interrupted too
  default <T> List<T> together(String name, List<Callable<T>> all)
      throws InterruptedException, ExecutionException {
    var running = new ArrayList<FutureTask<T>>();
    for (Callable<T> each : all) {
      var task = new FutureTask<>(each);
      running.add(task);
      start(name, task);
    }
    var results = new ArrayList<T>();
    ExecutionException failure = null;
    for (FutureTask<T> each : running) {
      try {
        results.add(each.get());
      } catch (ExecutionException fault) {
        failure = failure == null ? fault : failure;
      } catch (InterruptedException interruption) {
        running.forEach(task -> task.cancel(true));
        throw interruption;
      }
    }
    if (failure != null) {
      throw failure;
    }
    return results;
  }

  /// Virtual threads and the time of this machine.
  static Tasks real() {
    return new RealTasks();
  }
}
