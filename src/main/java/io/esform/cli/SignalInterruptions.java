package io.esform.cli;

import io.esform.cli.session.Interruptions;
import java.io.PrintStream;
import java.lang.reflect.Proxy;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/// Handles Ctrl-C and termination signals: the first one asks the run to stop, the second one ends
/// the process at once.
///
/// Uses `sun.misc.Signal` by reflection, because the compiler warns of every direct use, and no
/// other API handles a signal without a shutdown. If the class is missing, signals end the process
/// as usual.
final class SignalInterruptions implements Interruptions {

  private static final int INTERRUPTED = 130;

  private final PrintStream err;
  private boolean supported = true;

  SignalInterruptions(PrintStream err) {
    this.err = err;
  }

  @Override
  public Watch watch(Runnable stop) {
    var count = new AtomicInteger();
    Runnable heard = () -> heard(count.incrementAndGet(), stop);
    handle("INT", heard);
    handle("TERM", heard);
    return () -> {
      restore("INT");
      restore("TERM");
    };
  }

  private void heard(int times, Runnable stop) {
    if (times > 1) {
      tell(
          "Stopped immediately. Completed steps are recorded. The next esform plan or apply"
              + " determines the results of the interrupted steps.");
      Runtime.getRuntime().halt(INTERRUPTED);
    }
    stop.run();
    tell(
        "Stopping: running steps finish, including their waits, and are recorded. No further steps"
            + " start. Press Ctrl-C again to stop immediately.");
  }

  private void tell(String text) {
    err.println("\n" + text);
    err.flush();
  }

  private void handle(String name, Runnable heard) {
    register(
        name,
        handlers ->
            Proxy.newProxyInstance(
                SignalInterruptions.class.getClassLoader(),
                new Class<?>[] {handlers},
                (_, method, _) -> {
                  if (method.getName().equals("handle")) {
                    heard.run();
                  }
                  return null;
                }));
  }

  private void restore(String name) {
    register(name, handlers -> handlers.getField("SIG_DFL").get(null));
  }

  /// Creates a handler for the given interface.
  private interface HandlerSource {
    @Nullable Object make(Class<?> handlers) throws ReflectiveOperationException;
  }

  private void register(String name, HandlerSource source) {
    if (!supported) {
      return;
    }
    try {
      Class<?> handlers = Class.forName("sun.misc.SignalHandler");
      Class<?> signals = Class.forName("sun.misc.Signal");
      Object signal = signals.getConstructor(String.class).newInstance(name);
      Object handler = source.make(handlers);
      signals.getMethod("handle", signals, handlers).invoke(null, signal, handler);
    } catch (ReflectiveOperationException _) {
      // A signal then ends the process at once; the state is as last saved.
      supported = false;
    }
  }
}
