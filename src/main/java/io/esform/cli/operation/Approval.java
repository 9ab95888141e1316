package io.esform.cli.operation;

import io.esform.cli.session.Session;
import java.io.IOException;

/// Asks for approval before a change.
public final class Approval {

  public static final String APPROVED = "--auto-approve";

  private static final String BEFOREHAND =
      "There is no terminal for the prompt. To approve in advance, use\n\n    %s\n";
  private static final String REVIEWED =
      """

      or apply a reviewed plan:

          esform plan --out cluster.esplan
          esform apply cluster.esplan\
      """;

  private Approval() {}

  /// Whether a user can answer; if not, an error has been reported.
  public static boolean isPossible(Session session) {
    if (session.terminal().interactive()) {
      return true;
    }
    session.fail("Cannot ask for approval", BEFOREHAND.formatted(APPROVED) + REVIEWED);
    return false;
  }

  /// The same for a command without a plan.
  ///
  /// @param flag that approves in advance
  public static boolean isPossible(Session session, String flag) {
    if (session.terminal().interactive()) {
      return true;
    }
    session.fail("Cannot ask for approval", BEFOREHAND.formatted(flag));
    return false;
  }

  /// Whether the user answers yes. Any other answer means no, which has been reported.
  public static boolean given(Session session, String question) {
    return given(session, question + "\n  Only 'yes' will be accepted.", "yes");
  }

  /// The same with another word for yes.
  public static boolean given(Session session, String question, String expected) {
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
      // If the terminal cannot be read, the answer is no.
      return "";
    }
  }
}
