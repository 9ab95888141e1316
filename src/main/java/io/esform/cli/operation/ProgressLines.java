package io.esform.cli.operation;

import io.esform.address.ResourceInstanceAddress;
import io.esform.apply.ApplyListener;
import io.esform.cli.session.Session;
import io.esform.cli.view.ApplyView;
import io.esform.plan.Action;
import io.esform.task.Tasks;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Prints a line at the start and end of every step, and every ten seconds for each running step.
/// Thread-safe.
final class ProgressLines implements ApplyListener, AutoCloseable {

  private static final long STILL_SECONDS = 10;
  private static final Duration TICK = Duration.ofSeconds(1);

  private final Session session;
  private final ApplyView view;
  private final Clock clock;
  private final Map<ResourceInstanceAddress, Running> running = new LinkedHashMap<>();
  private final Tasks tasks;
  private boolean closed;

  /// @param startedAt in milliseconds of the clock
  /// @param lastLineAfter seconds between the start and the last line
  /// @param message the last progress message of the provider
  private record Running(
      Action action, long startedAt, long lastLineAfter, @Nullable String message) {}

  ProgressLines(Session session, ApplyView view) {
    this.session = session;
    this.view = view;
    this.clock = session.environment().clock();
    this.tasks = session.environment().tasks();
    tasks.start("progress", this::tick);
  }

  @Override
  public synchronized void started(ResourceInstanceAddress address, Action action) {
    running.put(address, new Running(action, clock.millis(), 0, null));
    session.printLine(view.started(address, action));
  }

  @Override
  public synchronized void progressed(
      ResourceInstanceAddress address, Action action, String message) {
    Running step = running.get(address);
    if (step == null) {
      session.printLine(view.held(address, message));
      return;
    }
    running.put(
        address, new Running(step.action(), step.startedAt(), step.lastLineAfter(), message));
  }

  @Override
  public synchronized void finished(
      ResourceInstanceAddress address, Action action, long seconds, @Nullable String id) {
    running.remove(address);
    session.printLine(view.done(address, action, seconds, id));
  }

  @Override
  public synchronized void failed(ResourceInstanceAddress address, Action action, long seconds) {
    running.remove(address);
    session.printLine(view.failed(address, action, seconds));
  }

  private void tick() {
    try {
      while (!isClosed()) {
        tasks.pause(TICK);
        tellLongOnes();
      }
    } catch (InterruptedException _) {
      // Only the end of the process interrupts this thread.
    }
  }

  /// Prints the running steps, after the user has asked to stop.
  synchronized void showRunning() {
    running.forEach((address, step) -> {
      long seconds = (clock.millis() - step.startedAt()) / 1000;
      session.printLine(view.still(address, step.action(), seconds, step.message()));
    });
  }

  private synchronized boolean isClosed() {
    return closed;
  }

  private synchronized void tellLongOnes() {
    if (closed) {
      return;
    }
    running.replaceAll((address, step) -> {
      long seconds = (clock.millis() - step.startedAt()) / 1000;
      if (seconds < step.lastLineAfter() + STILL_SECONDS) {
        return step;
      }
      long shownSeconds = seconds - seconds % STILL_SECONDS;
      session.printLine(view.still(address, step.action(), shownSeconds, step.message()));
      return new Running(step.action(), step.startedAt(), shownSeconds, step.message());
    });
  }

  @Override
  public synchronized void close() {
    closed = true;
  }
}
