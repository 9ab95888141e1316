package io.esform.render.patch;

import static org.assertj.core.api.Assertions.assertThat;

import io.esform.diag.Diagnostic;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/// No JNDI name is bound in two files: Carbon would use either datasource.
final class BindingsCheckTest {

  /// A file of datasources with these JNDI names.
  static String file(String... names) {
    var text = new StringBuilder("<datasources-configuration><datasources>\n");
    for (var name : names) {
      text.append(
          "<datasource><name>any</name><jndiConfig useDataSourceFactory=\"false\">\n  <name> %s </name></jndiConfig></datasource>\n"
              .formatted(name));
    }
    return text.append("</datasources></datasources-configuration>\n").toString();
  }

  static String comment(String text) {
    return text.replace("<datasources>", "<datasources><!--")
        .replace("</datasources>", "--></datasources>");
  }

  private static List<String> faults(Map<String, String> files) {
    return BindingsCheck.check(new TreeMap<>(files)).all().stream()
        .map(Diagnostic::detail)
        .toList();
  }

  @Test
  void aNameInTwoFilesIsAFault() {
    assertThat(
            faults(
                Map.of(
                    "conf/master-datasources.xml", file("jdbc/A", "jdbc/B"),
                    "conf/metrics-datasources.xml", file("jdbc/C", "jdbc/B"))))
        .singleElement()
        .asString()
        .startsWith(
            "conf/master-datasources.xml: expected one datasource with the JNDI name jdbc/B, found"
                + " another in conf/metrics-datasources.xml.");
  }

  @Test
  void namesOfOneFileAndNamesInCommentsAreNone() {
    assertThat(
            faults(
                Map.of(
                    "a-datasources.xml", file("jdbc/A", "jdbc/B"),
                    "b-datasources.xml", comment(file("jdbc/B")),
                    "c-datasources.xml", file("jdbc/C"))))
        .isEmpty();
  }
}
