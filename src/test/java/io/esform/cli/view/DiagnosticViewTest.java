package io.esform.cli.view;

import static org.assertj.core.api.Assertions.assertThat;

import io.esform.diag.Diagnostic;
import io.esform.diag.Diagnostics;
import io.esform.diag.SourceRange;
import io.esform.testing.Golden;
import java.util.ArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DiagnosticViewTest {

  private static final String FILE = "main.esf";

  private static final String SOURCE =
      """
      variable "größe" {
        default = 1
      }
      resource "es_node" "store" {
        count   = 2
        adress  = "10.77.0.11"
      \tlabel = "日本語のラベル" + nothing
        pack    = { source = "https://example.com/a/rather/long/path/to/a/pack/wso2es-2.1.0.zip", sha256 = shasum, unpacked = true, folder = "repository" }
      }
      output "x" { value = 1
      """;

  @ParameterizedTest
  @ValueSource(ints = {80, 120})
  void severalAreShownByPlaceWithTheirSource(int width) {
    var view =
        new DiagnosticView(ViewStyle.plain(width), path -> FILE.equals(path) ? SOURCE : null);
    Golden.check("cli/view/diagnostics." + width + ".txt", view.render(several()));
  }

  @Test
  void aFileIsReadOnceHoweverManyFaultsItHas() {
    var asked = new ArrayList<String>();
    var view =
        new DiagnosticView(
            ViewStyle.plain(80),
            path -> {
              asked.add(path);
              return SOURCE;
            });
    view.render(several());
    assertThat(asked).doesNotHaveDuplicates().contains(FILE);
  }

  @Test
  void colourIsAddedToTheSameText() {
    var plain = new DiagnosticView(ViewStyle.plain(80), _ -> SOURCE).render(several());
    var coloured = new DiagnosticView(new ViewStyle(80, true), _ -> SOURCE).render(several());
    assertThat(coloured).contains("\u001b[1;31mError: \u001b[0m");
    assertThat(coloured.replaceAll("\u001b\\[[0-9;]*m", "")).isEqualTo(plain);
  }

  @Test
  void oneAloneHasNoCount() {
    var text = render(Diagnostic.error("No engine", "Nothing answers at /run/docker.sock."));
    assertThat(text).isEqualTo("Error: No engine\n\n  Nothing answers at /run/docker.sock.\n");
  }

  @Test
  void controlCharactersAreShownNotObeyed() {
    var text = render(Diagnostic.error("Bad name", "The name \"\u001b[31mx\u202e\" is not one."));
    assertThat(text).contains("\"\\x1b[31mx\\u202e\"");
  }

  @Test
  void aPlaceBeyondTheTextIsGivenWithoutSource() {
    var text = render(Diagnostic.error("Odd", "Detail.", range(99, 1, 2)));
    assertThat(text).isEqualTo("Error: Odd\n  main.esf:99:1\n\n  Detail.\n");
  }

  @Test
  void whatIsAlikeForSeveralInstancesIsShownOnce() {
    var found = Diagnostic.error("Odd", "Detail.", range(99, 1, 2));
    var text =
        new DiagnosticView(ViewStyle.plain(80), _ -> null)
            .render(
                Diagnostics.of(
                    found.withAddress("es_node.store[0]"), found.withAddress("es_node.store[1]")));
    assertThat(text)
        .isEqualTo(
            """
            Error: Odd
              main.esf:99:1, for 2 instances:
                es_node.store[0]
                es_node.store[1]

              Detail.
            """);
  }

  private static String render(Diagnostic diagnostic) {
    return new DiagnosticView(ViewStyle.plain(80), _ -> SOURCE).render(Diagnostics.of(diagnostic));
  }

  private static Diagnostics several() {
    return Diagnostics.of(
        Diagnostic.error(
                "Address outside the network",
                """
                The address 10.78.0.11 is not in the network 10.77.0.0/24 that the node stands in, so \
                no other host could reach it. Choose one of its addresses:

                    address = cidrhost(local_network.main.cidr, 11)

                The network's own addresses (.0, .1, .2 and .255) are taken.\
                """,
                null)
            .withAddress("module.cluster.es_node.store[0]"),
        Diagnostic.error("Invalid operand", "The left side is a string.", range(7, 10, 19)),
        Diagnostic.error("Undeclared reference", "Nothing is named \"nothing\".", range(7, 22, 29)),
        Diagnostic.error(
            "Unknown argument",
            "There is no argument \"adress\" in resource type es_node. Did you mean \"address\"?",
            range(6, 3, 9)),
        Diagnostic.error(
            "Undeclared reference", "Nothing is named \"shasum\".", range(8, 102, 108)),
        Diagnostic.warning("Long value", "This one ends the line.", range(8, 136, 150)),
        Diagnostic.error(
            "Missing closing brace",
            "The block that opens here has no end.",
            new SourceRange(FILE, 10, 12, 11, 1, 10_012, 10_022)),
        Diagnostic.error("Unexpected end", "An expression was expected.", range(11, 1, 1)));
  }

  private static SourceRange range(int line, int from, int to) {
    return new SourceRange(FILE, line, from, line, to, line * 1000 + from, line * 1000 + to);
  }
}
