package io.esform.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// Docs and help use the addresses of the module `es-cluster`.
class ClusterAddressesTest {

  private static final Pattern ADDRESS =
      Pattern.compile("module\\.cluster\\.(es_[a-z_]+\\.[a-z_]+)(\\[[^\\]\\n]+\\])?");
  private static final Pattern RESOURCE =
      Pattern.compile("(?ms)^resource \"(\\w+)\" \"(\\w+)\" \\{(.*?)^\\}");

  @Test
  void everyAddressInDocsAndHelpIsOneOfTheModule() throws IOException {
    Map<String, String> keys = keys();
    var wrong = new ArrayList<String>();
    int found = 0;
    for (Path file : texts()) {
      for (MatchResult address : ADDRESS.matcher(Files.readString(file)).results().toList()) {
        found++;
        String key = address.group(2);
        String form = keys.get(address.group(1));
        if (form == null || (key != null && !key.matches(form))) {
          wrong.add(file + ": " + address.group());
        }
      }
    }
    assertThat(wrong).isEmpty();
    assertThat(found).isGreaterThan(5);
  }

  private static List<Path> texts() throws IOException {
    try (Stream<Path> docs = Files.list(Path.of("docs"))) {
      return Stream.concat(
              docs.filter(file -> file.toString().endsWith(".md")),
              Stream.of(Path.of("README.md"), Path.of("src/test/resources/cli/help.120.txt")))
          .toList();
    }
  }

  /// The form of instance keys, by resource.
  private static Map<String, String> keys() throws IOException {
    var keys = new TreeMap<String, String>();
    Matcher resources = RESOURCE.matcher(Files.readString(Path.of("modules/es-cluster/main.esf")));
    while (resources.find()) {
      String body = resources.group(3);
      String form =
          body.contains("\n  for_each")
              ? "\\[\"\\w+-\\d+\"\\]"
              : body.contains("\n  count") ? "\\[0\\]" : "";
      keys.put(resources.group(1) + "." + resources.group(2), form);
    }
    return keys;
  }
}
