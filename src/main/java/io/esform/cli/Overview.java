package io.esform.cli;

import java.util.List;
import java.util.stream.Collectors;

/// What `esform --help` prints, and the help of a first word such as `state`.
final class Overview {

  private static final int COLUMN = 20;

  /// @param synopsis the command with its arguments
  private record Entry(String synopsis, String meaning) {

    private String line() {
      boolean fits = synopsis.length() < COLUMN;
      return "  "
          + (fits ? synopsis + " ".repeat(COLUMN - synopsis.length()) : synopsis + "\n  " + GAP)
          + meaning
          + "\n";
    }
  }

  private static final String GAP = " ".repeat(COLUMN);

  private static final List<Entry> COMMANDS =
      List.of(
          new Entry("validate", "check the configuration by itself"),
          new Entry("plan", "show what an apply would do"),
          new Entry("apply [PLANFILE]", "carry out a plan"),
          new Entry("destroy", "destroy everything in the state"),
          new Entry("refresh", "record in the state what changed outside esform"),
          new Entry("output [NAME]", "show the outputs of the last apply"),
          new Entry("show [FILE]", "show the state, or a plan"),
          new Entry("state list", "list the addresses in the state"),
          new Entry("state show ADDRESS", "show one resource instance of the state"),
          new Entry("state mv FROM TO", "move an object in the state to another address"),
          new Entry("state rm ADDRESS", "remove from the state, and leave the object"),
          new Entry("state pull", "print the state as it is kept"),
          new Entry("state push FILE", "replace the state by another"),
          new Entry("state replace-provider FROM TO", "hand instances over to another provider"),
          new Entry("workspace list", "list the workspaces"),
          new Entry("workspace show", "print the name of the selected workspace"),
          new Entry("workspace new NAME", "create a workspace, with a state of its own"),
          new Entry("workspace select NAME", "select the workspace that commands work in"),
          new Entry("workspace delete NAME", "delete a workspace with its state"),
          new Entry("force-unlock", "remove the lock of a run that has ended"),
          new Entry("taint ADDRESS", "have the next apply replace an instance"),
          new Entry("untaint ADDRESS", "have the next apply keep the instance after all"),
          new Entry("import ADDRESS ID", "record an object that was made elsewhere"),
          new Entry("render", "write every host's files into a folder"),
          new Entry("version", "print the version"));

  private static final String EXIT_CODES =
      """
      Exit codes:

        0    done
        1    errors
        2    changes, under plan --detailed-exitcode
        64   wrong usage
        130  ended at once by a second Ctrl-C
      """;

  private Overview() {}

  /// All commands.
  static String text() {
    return """
    esform brings up and keeps up a WSO2 Enterprise Store cluster from text files.

    Usage: esform COMMAND [OPTIONS]

    """
        + lines(COMMANDS)
        + """

        Options of every command:

          -C, --chdir DIR     the configuration's directory
          --no-color          no colours, also on a terminal
          -h, --help          help on a command

        Options of plan, apply, destroy, refresh, import and render:

          --var NAME=VALUE    the value of a variable
          --var-file FILE     a file of variables' values

        Option of apply and destroy:

          --parallelism N     how many steps may run at once

        A first run:

          esform plan -C examples/quickstart
          esform apply -C examples/quickstart

        """
        + EXIT_CODES;
  }

  /// The commands of two words that begin with this one.
  static String group(String word) {
    List<Entry> commands =
        COMMANDS.stream().filter(entry -> entry.synopsis().startsWith(word + " ")).toList();
    return """
    Usage: esform %1$s COMMAND [OPTIONS]

    %2$s
    Help on one of them, with its options:

      esform %1$s COMMAND --help
    """
        .formatted(word, lines(commands));
  }

  private static String lines(List<Entry> commands) {
    return commands.stream().map(Entry::line).collect(Collectors.joining());
  }
}
