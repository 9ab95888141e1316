package io.esform.cli;

import io.esform.cli.session.Environment;
import io.esform.cli.session.Terminal;
import io.esform.diag.EsformBug;

/// Reports an unexpected error in a few lines, for use in a bug report.
final class Crash {

  private static final String TRACE = "ESFORM_TRACE";

  private final Environment environment;
  private final Terminal terminal;

  Crash(Environment environment, Terminal terminal) {
    this.environment = environment;
    this.terminal = terminal;
  }

  void report(Throwable fault) {
    terminal.out().flush();
    var text = new StringBuilder();
    if (fault instanceof OutOfMemoryError) {
      text.append("Error: Out of memory\n\n");
      text.append("  The memory limit of Java is too low. Increase it:\n\n");
      text.append("      JAVA_TOOL_OPTIONS=-Xmx2g esform ...\n");
    } else {
      text.append("Error: Bug in esform\n\n");
      text.append("  ").append(words(fault)).append('\n');
      text.append("  at ").append(place(fault)).append(", version ");
      text.append(environment.version()).append('\n');
      text.append("\n  Changes made before this error are recorded in the state. To get a stack\n");
      text.append("  trace for a bug report, run again with ").append(TRACE).append("=1.\n");
    }
    terminal.err().print(text);
    if (environment.variables().containsKey(TRACE)) {
      fault.printStackTrace(terminal.err());
    }
    terminal.err().flush();
  }

  private static String words(Throwable fault) {
    return fault instanceof EsformBug
        ? String.valueOf(fault.getMessage())
        : fault + ". This is a bug in esform.";
  }

  /// The innermost stack frame in esform's code.
  private static String place(Throwable fault) {
    for (StackTraceElement element : fault.getStackTrace()) {
      if (element.getClassName().startsWith("io.esform.")) {
        return element.toString();
      }
    }
    return "an unknown location";
  }
}
