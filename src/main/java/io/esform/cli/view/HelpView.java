package io.esform.cli.view;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/// The help of one command. Line breaks do not separate a command from its options, or an option
/// from its value.
public final class HelpView {

  private static final int NARROWEST = 60;
  private static final int WIDEST = 100;
  private static final int LONGEST_LABEL = 24;
  private static final int INDENT = 2;
  private static final String GLUE = "\u00a0";

  /// Spaces at which no line breaks: `Default: true`, `esform plan`, `apply --refresh-only`, `--out
  /// FILE`, and the space before a short last word; besides those within the names of commands.
  private static final String UNBREAKABLE =
      "(?<=Default:) "
          + "|(?<=\\besform) (?=[a-z])"
          + "|(?<=\\b(plan|apply|show|with|without|--[a-z-]{1,20})) (?=--)"
          + "|(?<=--[a-z-]{1,20}) (?=[A-Z]+\\b)"
          + "| (?=\\S{1,8}$)";

  private final int width;
  private final Pattern unbreakable;

  /// @param commands the names of all
  public HelpView(ViewStyle style, List<String> commands) {
    this.width = Math.min(WIDEST, Math.max(NARROWEST, style.width()));
    this.unbreakable =
        Pattern.compile(
            commands.stream()
                .map(name -> name.split(" "))
                .filter(words -> words.length > 1)
                .map(words -> "|(?<=\\b%s) (?=%s\\b)".formatted(words[0], words[1]))
                .collect(Collectors.joining("", UNBREAKABLE, "")));
  }

  /// The full text; ends with a line feed.
  public String render(CommandSpec spec) {
    var text = new StringBuilder();
    text.append("Usage: ").append(synopsis(spec)).append("\n\n");
    paragraphs(spec.usageMessage().description())
        .forEach(paragraph -> appendWrapped(text, paragraph));
    List<HelpLine> arguments = spec.positionalParameters().stream().map(HelpLine::of).toList();
    List<HelpLine> options =
        spec.options().stream().filter(option -> !option.hidden()).map(HelpLine::of).toList();
    int column = column(Stream.concat(arguments.stream(), options.stream()).toList());
    appendEntries(text, "Arguments", arguments, column);
    appendEntries(text, "Options", options, column);
    text.append("\nExamples:\n\n");
    for (String line : spec.usageMessage().footer()) {
      text.append(" ".repeat(INDENT)).append(line).append('\n');
    }
    return text.toString();
  }

  private static String synopsis(CommandSpec spec) {
    var words = new ArrayList<String>();
    words.add(spec.name());
    words.add("[OPTIONS]");
    spec.positionalParameters().forEach(parameter -> words.add(label(parameter)));
    return String.join(" ", words);
  }

  private static String label(PositionalParamSpec parameter) {
    String name = parameter.paramLabel() + (parameter.isMultiValue() ? "..." : "");
    return parameter.required() ? name : "[" + name + "]";
  }

  /// @param label as typed by the user
  private record HelpLine(String label, String description) {

    static HelpLine of(PositionalParamSpec parameter) {
      return new HelpLine(HelpView.label(parameter), String.join(" ", parameter.description()));
    }

    static HelpLine of(OptionSpec option) {
      String names =
          (option.longestName().equals(option.shortestName()) ? "    " : "")
              + String.join(", ", option.names());
      boolean takesValue = option.arity().max() > 0;
      return new HelpLine(
          takesValue ? names + "=" + option.paramLabel() : names,
          String.join(" ", option.description()));
    }
  }

  private static int column(List<HelpLine> entries) {
    return entries.stream()
        .mapToInt(entry -> Text.columns(entry.label()))
        .filter(columns -> columns <= LONGEST_LABEL)
        .max()
        .orElse(0);
  }

  private void appendEntries(StringBuilder text, String title, List<HelpLine> entries, int column) {
    if (entries.isEmpty()) {
      return;
    }
    text.append('\n').append(title).append(":\n");
    for (HelpLine entry : entries) {
      appendEntry(text, entry, column);
    }
  }

  private void appendEntry(StringBuilder text, HelpLine entry, int column) {
    int start = INDENT + column + INDENT;
    text.append(" ".repeat(INDENT)).append(Text.padded(entry.label(), column));
    text.append(
        Text.columns(entry.label()) > column ? "\n" + " ".repeat(start) : " ".repeat(INDENT));
    List<String> lines = wrapped(entry.description(), width - start);
    text.append(String.join("\n" + " ".repeat(start), lines)).append('\n');
  }

  private void appendWrapped(StringBuilder text, String paragraph) {
    wrapped(paragraph, width).forEach(line -> text.append(line).append('\n'));
  }

  private List<String> wrapped(String text, int width) {
    String glued = unbreakable.matcher(text).replaceAll(GLUE);
    return Text.wrap(glued, width).stream().map(line -> line.replace(GLUE, " ")).toList();
  }

  private static List<String> paragraphs(String[] lines) {
    String text = String.join("\n", lines);
    return Arrays.stream(text.split("\n\n"))
        .map(paragraph -> paragraph.replace('\n', ' ').strip())
        .toList();
  }
}
