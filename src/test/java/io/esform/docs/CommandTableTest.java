package io.esform.docs;

import io.esform.cli.command.Commands;
import io.esform.testing.Golden;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// The guide to the commands has the descriptions of their help.
class CommandTableTest {

  private static final Path GUIDE = Path.of("docs", "commands.md");
  private static final String START = "<!-- The table is made from the commands' help. -->\n";
  private static final String END = "<!-- End of the table. -->\n";

  @Test
  void theGuideListsEveryCommand() throws IOException {
    String text = Files.readString(GUIDE);
    String before = text.substring(0, text.indexOf(START));
    String after = text.substring(text.indexOf(END));
    Golden.check(GUIDE, before + START + table() + after);
  }

  private static String table() {
    return "\n| command | |\n| --- | --- |\n"
        + Stream.of(Commands.values())
            .map(command -> "| `%s` | %s |\n".formatted(command.synopsis(), description(command)))
            .collect(Collectors.joining())
        + "\n";
  }

  /// The description, with options formatted as code.
  private static String description(Commands command) {
    return Stream.of(command.make().specification().usageMessage().description())
        .map(String::strip)
        .collect(Collectors.joining(" "))
        .replaceAll("--[a-z-]*[a-z]", "`$0`");
  }
}
