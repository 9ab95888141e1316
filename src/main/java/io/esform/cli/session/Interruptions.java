package io.esform.cli.session;

/// Reports the user's request to stop (Ctrl-C, a termination signal) to running work.
public interface Interruptions {

  /// Runs `stop` at the user's first request to stop, until the watch is closed.
  Watch watch(Runnable stop);

  /// An active watch.
  interface Watch extends AutoCloseable {
    @Override
    void close();
  }

  /// Never reports a request.
  static Interruptions none() {
    return _ -> () -> {};
  }
}
