package io.esform.testing;

import java.util.concurrent.CompletableFuture;

/// Kills a process at one of its requests. The requests to all servers behind a {@link
/// KillingProxy} of this switch have one order. Thread-safe.
public final class KillSwitch {

  /// When the process ends.
  public enum Moment {
    /// The request is lost with it.
    BEFORE_REQUEST,
    /// The server has executed the request, and the answer is lost.
    BEFORE_ANSWER
  }

  private int requests;
  private int at = Integer.MAX_VALUE;
  private Moment moment = Moment.BEFORE_REQUEST;
  private CompletableFuture<Process> victim = new CompletableFuture<>();

  /// Counts the further requests from 1, and kills nothing.
  public synchronized void count() {
    requests = 0;
    at = Integer.MAX_VALUE;
  }

  /// Counts the further requests, and kills the process of {@link #aim} at one of them.
  ///
  /// @param number of the request, from 1
  public synchronized void arm(Moment when, int number) {
    requests = 0;
    at = number;
    moment = when;
    victim = new CompletableFuture<>();
  }

  public synchronized void aim(Process process) {
    victim.complete(process);
  }

  public synchronized int requests() {
    return requests;
  }

  /// The number of a new request.
  synchronized int next() {
    return ++requests;
  }

  /// Kills the process if this is the request and the moment; returns after its end.
  boolean strikes(int request, Moment now) {
    CompletableFuture<Process> process;
    synchronized (this) {
      if (request != at || now != moment) {
        return false;
      }
      process = victim;
    }
    // By its handle: the end by the process object would close the output that the test reads.
    process.join().toHandle().destroyForcibly();
    process.join().onExit().join();
    return true;
  }
}
