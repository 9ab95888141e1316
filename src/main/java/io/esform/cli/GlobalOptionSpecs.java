package io.esform.cli;

import io.esform.cli.command.Command;
import io.esform.cli.command.Commands;
import io.esform.cli.command.CommonOptions;
import io.esform.cli.session.GlobalOptions;
import io.esform.cli.session.GlobalOptions.VariableOption;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/// The options that several commands share: their declaration and their values.
final class GlobalOptionSpecs {

  static final String HELP = "--help";
  private static final String CHDIR = "--chdir";
  private static final String VARIABLE = "--var";
  private static final String VALUES_FILE = "--var-file";
  private static final String NO_COLOUR = "--no-color";
  private static final String PARALLELISM = "--parallelism";

  private GlobalOptionSpecs() {}

  /// The specification of a command: its own options, those of every command and those that {@link
  /// Commands} lists for it. A command that evaluates the configuration accepts `--parallelism`,
  /// but its help shows the option only if it runs steps, so that plan and apply accept the same
  /// options.
  static CommandSpec specification(Commands name, Command command) {
    CommonOptions offered = name.options();
    CommandSpec spec = command.specification().name("esform " + name.words());
    spec.addOption(
        value("DIR", "Directory of the configuration. Default: this one.", "-C", CHDIR).build());
    if (offered != CommonOptions.NONE) {
      spec.addOption(values("NAME=VALUE", "The value of a variable. Repeatable.", VARIABLE))
          .addOption(values("FILE", "A file with values of variables. Repeatable.", VALUES_FILE));
    }
    if (offered == CommonOptions.VARIABLES || offered == CommonOptions.STEPS) {
      spec.addOption(
          value("N", "Maximum number of parallel steps. Default: 32.", PARALLELISM)
              .hidden(offered != CommonOptions.STEPS)
              .build());
    }
    return spec.addOption(flag("Disable colours.", NO_COLOUR).build())
        .addOption(flag("Show this help.", "-h", HELP).usageHelp(true).build());
  }

  /// The reason why a command does not accept an option of other commands; empty for unknown
  /// options.
  static String whyNot(String option) {
    return switch (option) {
      case VARIABLE, VALUES_FILE -> " It uses no variables of the configuration.";
      case PARALLELISM -> " It runs no steps.";
      default -> "";
    };
  }

  private static OptionSpec.Builder flag(String description, String... names) {
    return OptionSpec.builder(names).type(boolean.class).arity("0").description(description);
  }

  private static OptionSpec.Builder value(String label, String description, String... names) {
    return OptionSpec.builder(names)
        .type(String.class)
        .arity("1")
        .paramLabel(label)
        .description(description);
  }

  private static OptionSpec values(String label, String description, String... names) {
    return OptionSpec.builder(names)
        .type(List.class)
        .auxiliaryTypes(String.class)
        .arity("1")
        .paramLabel(label)
        .description(description)
        .build();
  }

  /// @throws ParameterException for an invalid value
  static GlobalOptions read(ParseResult result) {
    String directory = result.matchedOptionValue(CHDIR, ".");
    return new GlobalOptions(
        directory.length() > 1 && directory.endsWith("/")
            ? directory.substring(0, directory.length() - 1)
            : directory,
        variables(result),
        !result.hasMatchedOption(NO_COLOUR),
        parallelism(result));
  }

  /// In the order of the command line.
  private static List<VariableOption> variables(ParseResult result) {
    var options = new ArrayList<VariableOption>();
    int assignments = 0;
    int files = 0;
    for (ArgSpec matched : result.matchedArgs()) {
      if (!(matched instanceof OptionSpec option)) {
        continue;
      }
      List<String> values = option.originalStringValues();
      if (List.of(option.names()).contains(VARIABLE) && assignments < values.size()) {
        options.add(assignment(result, values.get(assignments++)));
      } else if (List.of(option.names()).contains(VALUES_FILE) && files < values.size()) {
        options.add(new VariableOption.VariableFile(values.get(files++)));
      }
    }
    return options;
  }

  private static VariableOption assignment(ParseResult result, String text) {
    int equals = text.indexOf('=');
    if (equals < 1) {
      throw new ParameterException(
          result.commandSpec().commandLine(),
          "The value of --var is \"%s\"; it should be NAME=VALUE, such as --var 'max_active=80'."
              .formatted(text));
    }
    return new VariableOption.Assignment(
        text.substring(0, equals).strip(), text.substring(equals + 1));
  }

  private static int parallelism(ParseResult result) {
    String text = result.matchedOptionValue(PARALLELISM, "");
    if (text.isEmpty()) {
      return GlobalOptions.DEFAULT_PARALLELISM;
    }
    try {
      int number = Integer.parseInt(text);
      if (number >= 1) {
        return number;
      }
    } catch (NumberFormatException _) {
      // Reported below, like other invalid numbers.
    }
    throw new ParameterException(
        result.commandSpec().commandLine(),
        "The value of --parallelism is \"%s\"; it should be a whole number of at least 1."
            .formatted(text));
  }
}
