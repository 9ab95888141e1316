package io.esform.apply;

import io.esform.diag.Diagnostic;
import io.esform.diag.Diagnostics;
import io.esform.state.State;
import io.esform.state.backend.Backend;

/// The one thread that saves the state. Changes that arrive while it saves are saved together next.
final class StateWriter {

  private final Backend backend;
  private final RunState current;
  private State saved;
  private Diagnostics failure = Diagnostics.none();
  private long wanted;
  private long done;
  private boolean stopping;
  private final Thread thread;

  /// @param prior what is kept now
  StateWriter(Backend backend, RunState current, State prior) {
    this.backend = backend;
    this.current = current;
    this.saved = prior;
    this.thread = Thread.ofVirtual().name("state-writer").unstarted(this::work);
  }

  void start() {
    thread.start();
  }

  /// Asks for a save of everything up to now, and does not wait.
  synchronized void changed() {
    wanted++;
    notifyAll();
  }

  /// Asks for a save of everything up to now, and returns once it is done or has failed.
  synchronized void saveNow() {
    long mine = ++wanted;
    notifyAll();
    boolean interrupted = false;
    while (done < mine && thread.isAlive()) {
      try {
        wait();
      } catch (InterruptedException _) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  /// Empty unless the last save failed.
  synchronized Diagnostics failure() {
    return failure;
  }

  synchronized State saved() {
    return saved;
  }

  /// Saves what is left and ends the thread.
  void finish() {
    saveNow();
    synchronized (this) {
      stopping = true;
      notifyAll();
    }
  }

  private void work() {
    try {
      for (long target = next(); target >= 0; target = next()) {
        finished(target, save());
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    } finally {
      wakeAll();
    }
  }

  private Backend.Saved save() {
    State now = current.snapshot(saved().serial());
    try {
      return backend.save(now);
    } catch (RuntimeException fault) {
      String detail = "Saving failed in an unforeseen way: %s.".formatted(fault);
      return new Backend.Saved(
          now, Diagnostics.of(Diagnostic.error("State cannot be saved", detail)));
    }
  }

  private synchronized void wakeAll() {
    notifyAll();
  }

  /// What the next save covers; negative when there is no next one.
  private synchronized long next() throws InterruptedException {
    while (wanted == done && !stopping) {
      wait();
    }
    return wanted == done ? -1 : wanted;
  }

  private synchronized void finished(long target, Backend.Saved result) {
    done = target;
    failure = result.diagnostics();
    if (!result.diagnostics().hasErrors()) {
      saved = result.state();
    }
    notifyAll();
  }
}
