package io.esform.cli.command;

import io.esform.cli.session.Session;
import java.io.IOException;

/// Asks before anything is changed.
final class Approval {

  static final String APPROVED = "--auto-approve";

  private static final String BEFOREHAND =
      "There is no terminal to ask for approval on. Approve beforehand with\n\n    %s\n";
  private static final String REVIEWED =
      """

      or apply a plan that was reviewed:

          esform plan --out cluster.esplan
          esform apply cluster.esplan\
      """;

  private Approval() {}

  /// Whether somebody is there to be asked; if not, that has been reported.
  static boolean isPossible(Session session) {
    if (session.terminal().interactive()) {
      return true;
    }
    session.fail("Nobody to ask", BEFOREHAND.formatted(APPROVED) + REVIEWED);
    return false;
  }

  /// Likewise, for a command that takes no plan.
  ///
  /// @param flag that approves beforehand
  static boolean isPossible(Session session, String flag) {
    if (session.terminal().interactive()) {
      return true;
    }
    session.fail("Nobody to ask", BEFOREHAND.formatted(flag));
    return false;
  }

  /// Whether the user says yes. Anything else is a no, which has been told.
  static boolean given(Session session, String question) {
    return given(session, question + "\n  Only 'yes' will be accepted.", "yes");
  }

  /// Likewise, with another word for yes.
  static boolean given(Session session, String question, String expected) {
    session.print("\n" + question + "\n\n  Answer: ");
    String answer = answer(session);
    session.print("\n");
    if (answer.strip().equals(expected)) {
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
