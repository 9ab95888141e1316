package io.esform.state.backend.http;

import io.esform.task.Tasks;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// Tasks whose pauses end at once, and whose threads run when the test says so.
public final class PausingTasks implements Tasks {

  private final List<Runnable> started = new ArrayList<>();
  private final List<Duration> pauses = new ArrayList<>();

  @Override
  public void start(String name, Runnable work) {
    started.add(work);
  }

  @Override
  public void pause(Duration length) {
    pauses.add(length);
  }

  /// The pauses so far.
  List<Duration> pauses() {
    return List.copyOf(pauses);
  }

  /// The number of threads that have not run yet.
  int waiting() {
    return started.size();
  }

  /// Runs the started threads one after another.
  void runAll() {
    List<Runnable> all = List.copyOf(started);
    started.clear();
    all.forEach(Runnable::run);
  }
}
