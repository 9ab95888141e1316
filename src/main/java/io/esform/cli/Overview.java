package io.esform.cli;

import io.esform.cli.command.Commands;
import io.esform.cli.command.CommonOptions;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The text of `esform --help`, and the help of a command group such as `state`.
final class Overview {

  private static final int COLUMN = 20;

  private static final String GAP = " ".repeat(COLUMN);

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
        + lines(all(_ -> true))
        + """

        Options of every command:

          -C, --chdir DIR     the configuration's directory
          --no-color          no colours, also on a terminal
          -h, --help          help on a command

        Options of %s:

          --var NAME=VALUE    the value of a variable
          --var-file FILE     a file of variables' values

        Option of %s:

          --parallelism N     how many steps may run at once

        A first run:

          esform plan -C examples/quickstart
          esform apply -C examples/quickstart

        """
            .formatted(
                enumerated(all(it -> it.options() != CommonOptions.NONE)),
                enumerated(all(it -> it.options() == CommonOptions.STEPS)))
        + EXIT_CODES;
  }

  /// The commands of two words that start with this one.
  static String group(String word) {
    return """
    Usage: esform %1$s COMMAND [OPTIONS]

    %2$s
    Help on one of them, with its options:

      esform %1$s COMMAND --help
    """
        .formatted(word, lines(all(command -> command.words().startsWith(word + " "))));
  }

  private static List<Commands> all(Predicate<Commands> wanted) {
    return Stream.of(Commands.values()).filter(wanted).toList();
  }

  private static String lines(List<Commands> commands) {
    return commands.stream().map(Overview::line).collect(Collectors.joining());
  }

  private static String line(Commands command) {
    String synopsis = command.synopsis();
    boolean fits = synopsis.length() < COLUMN;
    return "  "
        + (fits ? synopsis + " ".repeat(COLUMN - synopsis.length()) : synopsis + "\n  " + GAP)
        + command.meaning()
        + "\n";
  }

  /// `plan, apply and destroy`.
  private static String enumerated(List<Commands> commands) {
    List<String> words = commands.stream().map(Commands::words).toList();
    return String.join(", ", words.subList(0, words.size() - 1)) + " and " + words.getLast();
  }
}
