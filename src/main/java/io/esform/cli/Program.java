package io.esform.cli;

import io.esform.cli.command.Command;
import io.esform.cli.command.Commands;
import io.esform.cli.session.Environment;
import io.esform.cli.session.ExitCode;
import io.esform.cli.session.GlobalOptions;
import io.esform.cli.session.Session;
import io.esform.cli.session.Terminal;
import io.esform.diag.Suggestion;
import java.nio.file.InvalidPathException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/// Finds the command that is meant, runs it, and turns whatever happens into an exit code.
final class Program {

  private static final Set<String> HELP = Set.of("help", "-h", "-help", "--help");
  private static final Set<String> VERSION = Set.of("-v", "-version", "--version");

  private final Environment environment;
  private final Terminal terminal;

  Program(Environment environment, Terminal terminal) {
    this.environment = environment;
    this.terminal = terminal;
  }

  ExitCode run(List<String> words) {
    if (words.isEmpty() || HELP.contains(words.getFirst())) {
      return help(words);
    }
    if (VERSION.contains(words.getFirst())) {
      return run(List.of("version"));
    }
    Arguments arguments = Arguments.of(words, Commands.NAMES);
    String name = arguments.command();
    if (name == null) {
      return usageError("No command", "Name a command: esform plan, for one.", "esform --help");
    }
    if (!Commands.NAMES.contains(name)) {
      return usageError(
          "Unknown command",
          "There is no command \"%s\".%s".formatted(name, meant(name)),
          "esform --help");
    }
    return run(Commands.make(name), name, arguments);
  }

  private static String meant(String name) {
    List<String> longer = Commands.NAMES.stream().filter(it -> it.startsWith(name + " ")).toList();
    return longer.isEmpty()
        ? Suggestion.didYouMean(name, Commands.NAMES)
        : " It is one of: " + String.join(", ", longer) + ".";
  }

  /// `esform`, `esform --help`, `esform help plan`.
  private ExitCode help(List<String> words) {
    String name = String.join(" ", words.stream().skip(1).toList());
    if (Commands.NAMES.contains(name)) {
      return run(Commands.make(name), name, new Arguments(name, List.of(GlobalOptionSpecs.HELP)));
    }
    terminal.out().print(Overview.TEXT);
    return words.isEmpty() ? ExitCode.USAGE : ExitCode.DONE;
  }

  private ExitCode run(Command command, String name, Arguments arguments) {
    CommandSpec spec = GlobalOptionSpecs.addTo(command.specification());
    List<String> longOptions = new ArrayList<>(spec.optionsMap().keySet());
    CommandLine parser = parser(spec);
    String helpCommand = "esform " + name + " --help";
    try {
      ParseResult result =
          parser.parseArgs(arguments.normalised(longOptions).toArray(String[]::new));
      GlobalOptions options = GlobalOptionSpecs.read(result);
      if (result.hasMatchedOption(GlobalOptionSpecs.HELP)) {
        terminal.out().print(parser.getUsageMessage(CommandLine.Help.Ansi.OFF));
        return ExitCode.DONE;
      }
      return run(command, new Session(environment, terminal, options), result);
    } catch (UnmatchedArgumentException fault) {
      return usageError("Unexpected argument", unexpected(fault, name, longOptions), helpCommand);
    } catch (CommandLine.MissingParameterException fault) {
      return usageError("Missing argument", fault.getMessage() + ".", helpCommand);
    } catch (ParameterException fault) {
      return usageError("Invalid argument", String.valueOf(fault.getMessage()), helpCommand);
    }
  }

  private CommandLine parser(CommandSpec spec) {
    var parser = new CommandLine(spec);
    parser.setPosixClusteredShortOptionsAllowed(false);
    parser.setExpandAtFiles(false);
    parser.setOverwrittenOptionsAllowed(true);
    parser.setUnmatchedOptionsArePositionalParams(false);
    spec.usageMessage().width(Math.min(100, Math.max(60, terminal.width())));
    spec.usageMessage().abbreviateSynopsis(true);
    spec.usageMessage().sortOptions(false);
    spec.usageMessage().optionListHeading("%nOptions:%n");
    spec.usageMessage().synopsisHeading("Usage: ");
    return parser;
  }

  private static String unexpected(
      UnmatchedArgumentException fault, String name, List<String> longOptions) {
    String first = fault.getUnmatched().getFirst();
    if (!first.startsWith("-")) {
      return "The command %s takes no further argument; \"%s\" is one too many."
          .formatted(name, first);
    }
    String option = first.contains("=") ? first.substring(0, first.indexOf('=')) : first;
    String doubled = "--" + option.replaceFirst("^-+", "");
    return "The command %s has no option %s.%s"
        .formatted(name, option, Suggestion.didYouMean(doubled, longOptions));
  }

  private ExitCode run(Command command, Session session, ParseResult result) {
    try {
      return command.run(session, result);
    } catch (InvalidPathException fault) {
      return usageError(
          "Invalid path",
          "\"%s\" is not a path: %s."
              .formatted(fault.getInput().replaceAll("\\p{Cntrl}", "?"), fault.getReason()),
          "esform --help");
    } catch (RuntimeException | StackOverflowError | OutOfMemoryError fault) {
      new Crash(environment, terminal).report(fault);
      return ExitCode.ERRORS;
    }
  }

  private ExitCode usageError(String summary, String detail, String helpCommand) {
    var session =
        new Session(
            environment,
            terminal,
            new GlobalOptions(".", List.of(), true, GlobalOptions.DEFAULT_PARALLELISM));
    session.fail(summary, detail + "\n\nHelp:\n\n    " + helpCommand);
    return ExitCode.USAGE;
  }

  static List<String> words(String[] arguments) {
    return Arrays.asList(arguments);
  }
}
