package io.esform.cli;

import io.esform.cli.session.Interruptions;
import java.io.PrintStream;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.concurrent.atomic.AtomicInteger;

/// Ctrl-C and termination signals: the first one asks what runs to stop, a second one ends the
/// process at once.
///
/// `sun.misc.Signal` is reached by reflection, because the compiler warns of every direct use and
/// there is no other way to hear a signal without beginning to shut down. Where it is missing,
/// signals end the process as they always do.
final class SignalInterruptions implements Interruptions {

  private static final int INTERRUPTED = 130;

  private final PrintStream err;

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
      Runtime.getRuntime().halt(INTERRUPTED);
    }
    err.println("\nStopping: what is running finishes and is recorded. Again to stop at once.");
    err.flush();
    stop.run();
  }

  private static void handle(String name, Runnable heard) {
    try {
      Class<?> handlers = Class.forName("sun.misc.SignalHandler");
      Object handler =
          Proxy.newProxyInstance(
              SignalInterruptions.class.getClassLoader(),
              new Class<?>[] {handlers},
              (_, method, _) -> {
                if (method.getName().equals("handle")) {
                  heard.run();
                }
                return null;
              });
      register(name, handlers, handler);
    } catch (ReflectiveOperationException _) {
      // This Java has no such class: a signal then ends the process, and the state stands as last
      // saved.
    }
  }

  private static void restore(String name) {
    try {
      Class<?> handlers = Class.forName("sun.misc.SignalHandler");
      register(name, handlers, handlers.getField("SIG_DFL").get(null));
    } catch (ReflectiveOperationException _) {
      // Nothing was handled in the first place.
    }
  }

  private static void register(String name, Class<?> handlers, Object handler)
      throws ReflectiveOperationException {
    Class<?> signals = Class.forName("sun.misc.Signal");
    Method handle = signals.getMethod("handle", signals, handlers);
    handle.invoke(null, signals.getConstructor(String.class).newInstance(name), handler);
  }
}
