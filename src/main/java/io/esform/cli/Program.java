package io.esform.cli;

import io.esform.cli.command.Command;
import io.esform.cli.command.Commands;
import io.esform.cli.session.Environment;
import io.esform.cli.session.ExitCode;
import io.esform.cli.session.GlobalOptions;
import io.esform.cli.session.Session;
import io.esform.cli.session.Terminal;
import io.esform.cli.view.HelpView;
import io.esform.cli.view.ViewStyle;
import io.esform.diag.Suggestion;
import java.nio.file.InvalidPathException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/// Finds and runs the requested command, and returns the exit code for every result.
final class Program {

  private static final Set<String> HELP = Set.of("-h", "-help", "--help");
  private static final Set<String> VERSION = Set.of("-v", "-version", "--version");

  private final Environment environment;
  private final Terminal terminal;

  Program(Environment environment, Terminal terminal) {
    this.environment = environment;
    this.terminal = terminal;
  }

  ExitCode run(List<String> words) {
    if (words.isEmpty()) {
      terminal.out().print(Overview.text());
      return ExitCode.USAGE;
    }
    CommandWords arguments = CommandWords.of(words, Commands.NAMES);
    String name = arguments.command();
    if (name == null) {
      return withoutCommand(arguments.rest());
    }
    if (name.equals("help")) {
      return help(arguments.rest().stream().filter(word -> !HELP.contains(word)).toList());
    }
    Optional<Commands> named = Commands.of(name);
    if (named.isPresent()) {
      return run(named.get(), arguments);
    }
    String first = name.endsWith(" help") ? name.substring(0, name.length() - 5) : name;
    boolean asksForHelp = first.length() < name.length() || asksFor(HELP, arguments.rest());
    return asksForHelp && CommandWords.isFirstWord(first, Commands.NAMES)
        ? help(List.of(first))
        : unknown(name);
  }

  /// `esform --help`, `esform -C DIR --help`, `esform --version`.
  private ExitCode withoutCommand(List<String> options) {
    if (asksFor(HELP, options)) {
      return help(List.of());
    }
    if (asksFor(VERSION, options)) {
      return run(List.of("version"));
    }
    return usageError("No command", "No command given. Try: esform plan", "esform --help");
  }

  private static boolean asksFor(Set<String> names, List<String> options) {
    return options.stream().takeWhile(word -> !word.equals("--")).anyMatch(names::contains);
  }

  private ExitCode unknown(String name) {
    return usageError(
        "Unknown command",
        "There is no command \"%s\".%s".formatted(name, meant(name)),
        "esform --help");
  }

  private static String meant(String name) {
    List<String> longer = Commands.NAMES.stream().filter(it -> it.startsWith(name + " ")).toList();
    return longer.isEmpty()
        ? Suggestion.didYouMean(name, Commands.NAMES)
        : " Use one of: " + String.join(", ", longer) + ".";
  }

  /// Help on all commands, on one command, or on a command group.
  private ExitCode help(List<String> words) {
    String name = String.join(" ", words);
    Optional<Commands> named = Commands.of(name);
    if (named.isPresent()) {
      return run(named.get(), new CommandWords(name, List.of(GlobalOptionSpecs.HELP)));
    }
    if (!words.isEmpty() && !CommandWords.isFirstWord(name, Commands.NAMES)) {
      return unknown(name);
    }
    terminal.out().print(words.isEmpty() ? Overview.text() : Overview.group(name));
    return ExitCode.DONE;
  }

  private ExitCode run(Commands named, CommandWords arguments) {
    Command command = named.make();
    String name = named.words();
    CommandSpec spec = GlobalOptionSpecs.specification(named, command);
    List<String> longOptions = new ArrayList<>(spec.optionsMap().keySet());
    CommandLine parser = parser(spec);
    String helpCommand = "esform " + name + " --help";
    try {
      ParseResult result =
          parser.parseArgs(arguments.normalised(longOptions).toArray(String[]::new));
      GlobalOptions options = GlobalOptionSpecs.read(result);
      if (result.hasMatchedOption(GlobalOptionSpecs.HELP)) {
        var style = new ViewStyle(terminal.width(), false);
        terminal.out().print(new HelpView(style, Commands.NAMES).render(spec));
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

  private static CommandLine parser(CommandSpec spec) {
    var parser = new CommandLine(spec);
    parser.setPosixClusteredShortOptionsAllowed(false);
    parser.setExpandAtFiles(false);
    parser.setOverwrittenOptionsAllowed(true);
    parser.setUnmatchedOptionsArePositionalParams(false);
    return parser;
  }

  private static String unexpected(
      UnmatchedArgumentException fault, String name, List<String> longOptions) {
    String first = fault.getUnmatched().getFirst();
    if (!first.startsWith("-")) {
      return "The command %s does not accept the argument \"%s\".".formatted(name, first);
    }
    String option = first.contains("=") ? first.substring(0, first.indexOf('=')) : first;
    String doubled = "--" + option.replaceFirst("^-+", "");
    String reason = GlobalOptionSpecs.whyNot(doubled);
    return "The command %s has no option %s.%s"
        .formatted(
            name, option, reason.isEmpty() ? Suggestion.didYouMean(doubled, longOptions) : reason);
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
