package io.esform.cli.command;

import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParseResult;

/// Declares commands and options for the parser.
final class Specifications {

  static final String JSON = "--json";
  static final String DRY_RUN = "--dry-run";

  private Specifications() {}

  /// @param description paragraphs; line breaks inside them have no effect
  /// @param examples commands to copy, one per line, with an optional remark
  static CommandSpec command(String description, String examples) {
    CommandSpec spec = CommandSpec.create();
    spec.usageMessage()
        .description(description.stripTrailing().split("\n"))
        .footer(examples.stripTrailing().split("\n"));
    return spec;
  }

  static OptionSpec flag(String name, String description) {
    return OptionSpec.builder(name).type(boolean.class).arity("0").description(description).build();
  }

  static OptionSpec value(String name, String label, String description) {
    return OptionSpec.builder(name)
        .type(String.class)
        .arity("1")
        .paramLabel(label)
        .description(description)
        .build();
  }

  /// An option with a value that can be repeated.
  static OptionSpec values(String name, String label, String description) {
    return OptionSpec.builder(name)
        .type(List.class)
        .auxiliaryTypes(String.class)
        .arity("1")
        .paramLabel(label)
        .description(description)
        .build();
  }

  static OptionSpec dryRun() {
    return flag(DRY_RUN, "Only show the changes.");
  }

  static PositionalParamSpec parameter(String label, String description, boolean required) {
    return parameter("0", label, description, required);
  }

  /// The second parameter, which is required.
  static PositionalParamSpec second(String label, String description) {
    return parameter("1", label, description, true);
  }

  private static PositionalParamSpec parameter(
      String index, String label, String description, boolean required) {
    return PositionalParamSpec.builder()
        .index(index)
        .arity(required ? "1" : "0..1")
        .required(required)
        .type(String.class)
        .paramLabel(label)
        .description(description)
        .build();
  }

  /// Any number of parameters, or at least one.
  static PositionalParamSpec parameters(String label, String description, boolean required) {
    return PositionalParamSpec.builder()
        .index("0..*")
        .arity(required ? "1..*" : "0..*")
        .required(required)
        .type(List.class)
        .auxiliaryTypes(String.class)
        .paramLabel(label)
        .description(description)
        .build();
  }

  /// The values of {@link #parameters}.
  static List<String> texts(ParseResult arguments) {
    return arguments.matchedPositionals().stream()
        .flatMap(parameter -> parameter.stringValues().stream())
        .toList();
  }

  /// `1 instance`, `2 instances`.
  static String counted(long count, String noun) {
    return count + " " + noun + (count == 1 ? "" : "s");
  }

  static boolean isSet(ParseResult arguments, String flag) {
    return arguments.hasMatchedOption(flag);
  }
}
