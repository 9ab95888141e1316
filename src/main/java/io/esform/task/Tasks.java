package io.esform.task;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/// Starts threads, and lets time pass. Safe for several threads.
public interface Tasks {

  /// Runs something beside the caller, on a thread of its own.
  ///
  /// @param name of the thread, for people
  void start(String name, Runnable work);

  /// Returns when this much time has passed.
  ///
  /// @throws InterruptedException when this thread is interrupted first
  void pause(Duration length) throws InterruptedException;

  /// Runs all of them beside one another and returns once every one has ended.
  ///
  /// @return their results in this order
  /// @throws ExecutionException when one has thrown: for the first of these
  /// @throws InterruptedException when this thread is interrupted first; the others are too
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
