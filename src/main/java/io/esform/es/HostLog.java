package io.esform.es;

import java.util.List;
import java.util.stream.Collectors;

/// Adds the last lines that a host has logged to the account of its failure. Every platform uses
/// it, so that all accounts have one form: a first line with the cause, and an indented paragraph.
///
/// The lines are those of the host. The core hides secrets in them.
public final class HostLog {

  private static final int LINES = 20;

  private HostLog() {}

  /// @param account full sentences in one line
  /// @param source where the lines are from, such as `console`
  /// @param log as the host wrote it; may contain control sequences of terminals
  public static String after(String account, String source, String log) {
    List<String> lines = log.lines().map(HostLog::plain).filter(line -> !line.isBlank()).toList();
    if (lines.isEmpty()) {
      return account + "\n\nIts " + source + " is empty.";
    }
    return account
        + "\n\nThe last lines of its "
        + source
        + ":\n"
        + lines.subList(Math.max(0, lines.size() - LINES), lines.size()).stream()
            .map(line -> "  " + line)
            .collect(Collectors.joining("\n"));
  }

  /// For a log that cannot be read.
  ///
  /// @param why in full sentences
  public static String unreadable(String account, String source, String why) {
    return account + "\n\nIts " + source + " cannot be read: " + why;
  }

  /// The line without control sequences of terminals, such as colours and cursor moves.
  public static String plain(String line) {
    return line.replaceAll("\u001B\\[[0-9;?]*[A-Za-z]", "")
        .replaceAll("\\p{Cntrl}", "")
        .stripTrailing();
  }
}
