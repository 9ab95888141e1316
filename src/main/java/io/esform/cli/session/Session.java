package io.esform.cli.session;

import io.esform.cli.view.DiagnosticView;
import io.esform.cli.view.SourceTexts;
import io.esform.cli.view.ViewStyle;
import io.esform.diag.Diagnostic;
import io.esform.diag.Diagnostics;

/// One run of one command.
public record Session(Environment environment, Terminal terminal, GlobalOptions options) {

  public ViewStyle style() {
    return new ViewStyle(terminal.width(), terminal.coloured() && options.coloured());
  }

  /// Writes a result without formatting.
  public void print(String text) {
    terminal.out().print(text);
    terminal.out().flush();
  }

  public void printLine(String text) {
    print(text + "\n");
  }

  /// Writes errors and warnings to standard error.
  ///
  /// @return the exit code for these diagnostics alone
  public ExitCode report(Diagnostics diagnostics, SourceTexts sources) {
    if (!diagnostics.isEmpty()) {
      terminal.out().flush();
      terminal.err().print(new DiagnosticView(style(), sources).render(diagnostics));
      terminal.err().flush();
    }
    return diagnostics.hasErrors() ? ExitCode.ERRORS : ExitCode.DONE;
  }

  public ExitCode report(Diagnostics diagnostics) {
    return report(diagnostics, SourceTexts.none());
  }

  public ExitCode fail(String summary, String detail) {
    return report(Diagnostics.of(Diagnostic.error(summary, detail)));
  }
}
