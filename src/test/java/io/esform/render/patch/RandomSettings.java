package io.esform.render.patch;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/// Random texts of `deployment.toml`: tables, dotted keys and arrays of tables, some of which a
/// node sets, in every order and layout. Lines that a node never sets begin with `kept`; comments
/// are numbered notes.
final class RandomSettings {

  private static final List<List<String>> TABLES =
      List.of(
          List.of("server", "hostname", "node_ip"),
          List.of("clustering", "members", "domain", "local_member_port"),
          List.of("clustering.properties", "tagKey"),
          List.of("database.shared_db", "url", "password", "type"),
          List.of("database.shared_db.pool_options", "max_active", "maxActive", "maxWait"),
          List.of("transport.https.properties", "proxyPort", "port"),
          List.of("realm_manager", "data_source"),
          List.of("super_admin", "username", "password"),
          List.of("keystore.tls", "file_name"));
  private static final List<String> VALUES =
      List.of(
          "\"a # b\"",
          "'c\\'",
          "50",
          "true",
          "[\"a\", # x\n  \"b\", ]",
          "\"\"\"\nlong \"\"quotes\"\" \\\" \"\"\"",
          "{ a = [1, { b = '}' }], \"c d\".e = 2 }",
          "1979-05-27 07:32:00Z",
          "'''\n[not] = # a\n'''");
  private static final List<String> IDS =
      List.of("\"WSO2UM_DB\"", "'WSO2IdentityDB'", "\"WSO2\\u0055M_DB\"", "\"MINE\"", "\"YOURS\"");

  private final Random random;
  private final StringBuilder text = new StringBuilder();
  private final List<String> headers = new ArrayList<>();
  private int notes;

  private RandomSettings(long seed) {
    random = new Random(seed);
  }

  static String text(long seed) {
    return new RandomSettings(seed).write();
  }

  private String write() {
    if (one(4)) {
      line("kept_root = " + any(VALUES));
    }
    var sections = new ArrayList<List<String>>();
    for (var table : TABLES) {
      if (one(2)) {
        sections.add(table);
      }
    }
    Collections.shuffle(sections, random);
    var datasources = random.nextInt(3);
    for (int entry = 0; entry < datasources; entry++) {
      sections.add(random.nextInt(sections.size() + 1), List.of("datasource"));
    }
    sections.forEach(section -> headers.add(section.getFirst()));
    for (var section : sections) {
      if (section.size() == 1) {
        entry();
      } else {
        table(section);
      }
    }
    var lines = text.toString();
    return one(3) ? lines.replace("\n", "\r\n") : lines;
  }

  private void table(List<String> table) {
    var name = table.getFirst();
    int dot = name.lastIndexOf('.');
    boolean dotted = one(3) && dot > 0 && !headers.contains(name.substring(0, dot));
    line("[" + (dotted ? name.substring(0, dot) : name) + "]");
    var prefix = dotted ? name.substring(dot + 1) + "." : "";
    for (var key : table.subList(1, table.size())) {
      if (!one(3)) {
        line((one(4) ? "  " : "") + prefix + (one(5) ? "'" + key + "'" : key) + space() + value());
      }
    }
    line("kept_" + random.nextInt(1000) + space() + any(VALUES));
  }

  private void entry() {
    line("[[datasource]]");
    if (!one(6)) {
      line("id" + space() + any(IDS));
    }
    line("url" + space() + value());
    if (one(2)) {
      line("pool_options.maxActive = 5");
    } else if (one(2)) {
      line("[datasource.pool_options]");
      line("maxActive = 5");
    }
  }

  private String value() {
    return any(VALUES);
  }

  private String space() {
    return one(4) ? "=" : one(3) ? "\t =  " : " = ";
  }

  private void line(String line) {
    if (one(6)) {
      text.append(one(2) ? "\n" : "  # note " + notes++ + " [a] b = \"\n");
    }
    boolean note = one(5) && !line.startsWith("kept");
    text.append(line).append(note ? " # note " + notes++ : "").append('\n');
  }

  private boolean one(int of) {
    return random.nextInt(of) == 0;
  }

  private String any(List<String> of) {
    return of.get(random.nextInt(of.size()));
  }
}
