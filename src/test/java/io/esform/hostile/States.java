package io.esform.hostile;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;

/// Damaged state files; used for plans, shown and pushed.
final class States implements Subject {

  static final String FILE = "esform.state";

  private final Path directory;
  private final String valid;

  States(Path directory) throws IOException {
    this.directory = directory;
    Commands.clear(directory);
    Configurations.write(directory);
    Commands.run(directory, "apply", "--auto-approve");
    this.valid = Files.readString(directory.resolve(FILE));
  }

  @Override
  public String name() {
    return "states";
  }

  @Override
  public Case next(Random random) {
    String state = Mutations.of(valid, random);
    return new Case(
        state,
        () -> {
          Files.write(directory.resolve(FILE), state.getBytes(StandardCharsets.UTF_8));
          return Commands.violation(
              directory,
              List.of(
                  List.of("plan"), List.of("state", "list"), List.of("show"), List.of("output")));
        });
  }
}
