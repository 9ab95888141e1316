package io.esform.hostile;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.zip.CRC32C;

/// Damaged journals of an interrupted run, mostly with valid checksums.
final class Journals implements Subject {

  private static final String HEAD = "{\"crc\":\"00000000\",";

  private static final List<String> RECORDS =
      List.of(
          "\"record\":\"put\",\"address\":\"esform_data.a\",\"provider\":\"builtin\",\"attributes\":{\"id\":\"1\",\"input\":1,\"output\":1,\"triggers_replace\":null},\"types\":{\"input\":\"number\",\"output\":\"number\",\"triggers_replace\":\"any\"},\"generation\":1,\"status\":\"ready\"}",
          "\"record\":\"create\",\"address\":\"esform_data.many[3]\",\"token\":\"token\",\"provider\":\"builtin\",\"attributes\":{\"id\":null,\"input\":2,\"output\":2,\"triggers_replace\":null},\"types\":{\"input\":\"number\",\"output\":\"number\",\"triggers_replace\":\"any\"},\"generation\":1,\"status\":\"interrupted\"}",
          "\"record\":\"update\",\"address\":\"esform_data.many[1]\",\"token\":\"t\",\"provider\":\"builtin\",\"attributes\":{\"id\":\"1\",\"input\":[1,\"a\"],\"output\":2,\"triggers_replace\":null},\"types\":{\"input\":[\"tuple\",[\"number\",\"string\"]],\"output\":\"number\",\"triggers_replace\":\"any\"},\"dependencies\":[\"esform_data.one\"],\"generation\":2,\"status\":\"tainted\"}",
          "\"record\":\"identified\",\"address\":\"esform_data.many[3]\",\"generation\":1,\"id\":\"x\"}",
          "\"record\":\"delete\",\"address\":\"esform_data.keyed[\\\"b c\\\"]\",\"generation\":1}",
          "\"record\":\"removed\",\"address\":\"esform_data.keyed[\\\"b c\\\"]\",\"generation\":1}",
          "\"record\":\"unchanged\",\"address\":\"esform_data.one\",\"generation\":1}");

  private final Path directory;
  private final String header;

  Journals(Path directory) throws IOException {
    this.directory = directory;
    new States(directory);
    String state = Files.readString(directory.resolve(States.FILE));
    this.header =
        "\"record\":\"journal\",\"version\":1,\"esform_version\":\"0.1.0\",\"lineage\":\"%s\",\"serial\":%s}"
            .formatted(member(state, "lineage"), member(state, "serial"));
  }

  private static String member(String state, String name) {
    return state.replaceAll("(?s).*?\"" + name + "\" ?: ?\"?([^\",]*)\"?,.*", "$1");
  }

  @Override
  public String name() {
    return "journals";
  }

  @Override
  public Case next(Random random) {
    var lines =
        new ArrayList<String>(
            List.of(random.nextInt(10) == 0 ? Mutations.of(header, random) : header));
    for (int count = random.nextInt(5); count >= 0; count--) {
      String record = Mutations.any(RECORDS, random);
      lines.add(random.nextInt(4) == 0 ? record : Mutations.of(record, random));
    }
    var journal = new StringBuilder();
    lines.forEach(line -> journal.append(sealed(line.replace("\n", " "))));
    String content =
        random.nextInt(6) == 0 ? Mutations.of(journal.toString(), random) : journal.toString();
    return new Case(
        content,
        () -> {
          Path file = directory.resolve(States.FILE + ".journal");
          Files.write(file, content.getBytes(StandardCharsets.UTF_8));
          return Commands.violation(directory, List.of(List.of("plan"), List.of("state", "list")));
        });
  }

  private static String sealed(String rest) {
    var sum = new CRC32C();
    sum.update(rest.getBytes(StandardCharsets.UTF_8));
    return HEAD.replace("00000000", HexFormat.of().toHexDigits((int) sum.getValue())) + rest + "\n";
  }
}
