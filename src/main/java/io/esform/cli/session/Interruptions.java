package io.esform.cli.session;

/// How the user's wish to stop (Ctrl-C, a termination signal) reaches what is running.
public interface Interruptions {

  /// Runs `stop` when the user first asks to stop, until the watch is closed.
  Watch watch(Runnable stop);

  /// An ongoing watch.
  interface Watch extends AutoCloseable {
    @Override
    void close();
  }

  /// Nobody asks to stop.
  static Interruptions none() {
    return _ -> () -> {};
  }
}
