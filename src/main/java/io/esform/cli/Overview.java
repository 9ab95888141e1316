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

        0    success
        1    errors
        2    plan --detailed-exitcode: there are changes
        64   invalid command line
        130  ended immediately by a second Ctrl-C
      """;

  private Overview() {}

  /// All commands.
  static String text() {
    return """
    esform creates and maintains WSO2 Enterprise Store clusters from text files.

    Usage: esform COMMAND [OPTIONS]

    """
        + lines(all(_ -> true))
        + """

        Options of every command:

          -C, --chdir DIR     the directory of the configuration
          --no-color          disables colours
          -h, --help          the help of a command

        Options of every command except %s:

          --var NAME=VALUE    the value of a variable
          --var-file FILE     a file with values of variables

        Option of %s:

          --parallelism N     the maximum number of parallel steps

        First steps:

          esform plan -C examples/quickstart
          esform apply -C examples/quickstart

        """
            .formatted(
                enumerated(all(it -> it.options() == CommonOptions.NONE)),
                enumerated(all(it -> it.options() == CommonOptions.STEPS)))
        + EXIT_CODES;
  }

  /// The commands of two words that start with this one.
  static String group(String word) {
    return """
    Usage: esform %1$s COMMAND [OPTIONS]

    %2$s
    To show the options of a command:

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
