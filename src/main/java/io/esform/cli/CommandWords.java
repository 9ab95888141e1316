package io.esform.cli;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The command line before parsing: the command and its arguments.
///
/// @param command null for none
/// @param rest all arguments except the command's words; {@link #normalised} writes long options
///   with two dashes
record CommandWords(@Nullable String command, List<String> rest) {

  /// Options of all commands that have a value.
  private static final Set<String> WITH_VALUE =
      Set.of("-C", "--chdir", "--var", "--var-file", "--parallelism");

  /// Finds the command: the first word that is neither an option nor the value of one. If a command
  /// of two words starts with it, the next such word belongs to the command; options can be between
  /// the two.
  static CommandWords of(List<String> arguments, Collection<String> commands) {
    var rest = new ArrayList<String>();
    String command = null;
    boolean whole = false;
    for (int index = 0; index < arguments.size(); index++) {
      String argument = arguments.get(index);
      if (whole || argument.startsWith("-")) {
        rest.add(argument);
        whole |= argument.equals("--");
        if (!whole && WITH_VALUE.contains(doubled(argument))) {
          index++;
          rest.addAll(arguments.subList(index, Math.min(index + 1, arguments.size())));
        }
      } else {
        command = command == null ? argument : command + " " + argument;
        whole = !isFirstWord(command, commands);
      }
    }
    return new CommandWords(command, rest);
  }

  /// Whether a command of two words starts with this one.
  static boolean isFirstWord(String word, Collection<String> commands) {
    return commands.stream().anyMatch(name -> name.startsWith(word + " "));
  }

  private static String doubled(String argument) {
    return argument.startsWith("--") || argument.length() <= 2 ? argument : "-" + argument;
  }

  /// The rest, with `-name` of a long option as `--name`. Arguments after `--` are unchanged.
  List<String> normalised(Collection<String> longOptions) {
    var normal = new ArrayList<String>();
    for (String argument : rest) {
      if (argument.equals("--")) {
        normal.addAll(rest.subList(normal.size(), rest.size()));
        return normal;
      }
      String name =
          argument.contains("=") ? argument.substring(0, argument.indexOf('=')) : argument;
      normal.add(longOptions.contains(doubled(name)) ? doubled(argument) : argument);
    }
    return normal;
  }
}
