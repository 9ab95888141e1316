package io.esform.task;

import java.time.Duration;

/// Virtual threads and the time of this machine.
final class RealTasks implements Tasks {

  @Override
  public void start(String name, Runnable work) {
    Thread.ofVirtual().name(name).start(work);
  }

  @Override
  public void pause(Duration length) throws InterruptedException {
    Thread.sleep(length);
  }
}
