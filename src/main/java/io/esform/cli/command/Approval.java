package io.esform.cli.command;

import io.esform.cli.session.Session;
import java.io.IOException;

/// Asks before anything is changed.
final class Approval {

  private Approval() {}

  /// Whether somebody is there to be asked; if not, that has been reported.
  static boolean isPossible(Session session) {
    if (session.terminal().interactive()) {
      return true;
    }
    session.fail(
        "Nobody to ask",
        """
        There is no terminal to ask for approval on. Approve beforehand with

            --auto-approve

        or apply a plan that was reviewed:

            esform plan --out cluster.esplan
            esform apply cluster.esplan\
        """);
    return false;
  }

  /// Whether the user says yes. Anything else is a no, which has been told.
  static boolean given(Session session, String question) {
    session.print("\n" + question + "\n  Only 'yes' will be accepted.\n\n  Answer: ");
    String answer = answer(session);
    session.print("\n");
    if (answer.strip().equals("yes")) {
      return true;
    }
    session.printLine("Cancelled: nothing was changed.");
    return false;
  }

  private static String answer(Session session) {
    try {
      String line = session.terminal().in().readLine();
      return line == null ? "" : line;
    } catch (IOException _) {
      // A terminal that cannot be read gives no answer, and no answer is a no.
      return "";
    }
  }
}
