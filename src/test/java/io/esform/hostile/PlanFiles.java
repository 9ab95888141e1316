package io.esform.hostile;

import io.esform.cli.project.ReadFiles;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// Damaged plan files, mostly with a valid digest; shown and applied.
final class PlanFiles implements Subject {

  private static final String FILE = "kept.esplan";

  private final Path directory;
  private final String valid;

  PlanFiles(Path directory) throws IOException {
    this.directory = directory;
    Commands.clear(directory);
    Configurations.write(directory);
    Files.writeString(
        directory.resolve("more.esf"),
        "output \"files\" {\n"
            + "  value = [file(\"m/m.esf\"), fileset(\".\", \"m/*\"), fileexists(\"x\"),"
            + " plantimestamp()]\n"
            + "}\n");
    Commands.run(directory, "plan", "--out", FILE);
    this.valid = Files.readString(directory.resolve(FILE));
  }

  @Override
  public String name() {
    return "plan files";
  }

  @Override
  public Case next(Random random) {
    String damaged =
        random.nextInt(4) == 0 ? Mutations.of(valid, random) : digested(member(random));
    return new Case(
        damaged,
        () -> {
          Files.write(directory.resolve(FILE), damaged.getBytes(StandardCharsets.UTF_8));
          return Commands.violation(
              directory, List.of(List.of("show", FILE), List.of("apply", FILE)));
        });
  }

  /// The file with one changed member: its text or the content of the text is damaged.
  private ObjectNode member(Random random) {
    var root = (ObjectNode) JsonMapper.shared().readTree(valid);
    String name = Mutations.any(new ArrayList<>(root.propertyNames()), random);
    JsonNode member = root.get(name);
    if (member.isString() && random.nextInt(4) != 0) {
      return root.put(name, Mutations.of(member.asString(), random));
    }
    try {
      root.set(name, JsonMapper.shared().readTree(Mutations.of(member.toString(), random)));
      return root;
    } catch (JacksonException _) {
      root.remove(name);
      return root;
    }
  }

  private static String digested(ObjectNode root) {
    root.remove("digest");
    root.put(
        "digest",
        ReadFiles.digest(
            JsonMapper.shared().writeValueAsString(root).getBytes(StandardCharsets.UTF_8)));
    return JsonMapper.shared().writeValueAsString(root) + "\n";
  }
}
