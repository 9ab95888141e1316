package io.esform.task;

import java.time.Duration;

/// Virtual threads and the time of this machine.
final class RealTasks implements Tasks {

  /// Enough for the evaluation of a chain of 100,000 references.
  private static final long DEEP_STACK_BYTES = 2L << 30;

  @Override
  public void start(String name, Runnable work) {
    Thread.ofVirtual().name(name).start(work);
  }

  /// The stack reserves address space; only the used part costs memory.
  @Override
  public void startDeep(String name, Runnable work) {
    new Thread(null, work, name, DEEP_STACK_BYTES).start();
  }

  @Override
  public void pause(Duration length) throws InterruptedException {
    Thread.sleep(length);
  }
}
