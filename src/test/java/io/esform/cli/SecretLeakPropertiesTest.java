package io.esform.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.esform.eval.RandomExpressions;
import io.esform.testing.Generator;
import io.esform.testing.Property;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// No command writes the text of a secret, for any use of secrets in a configuration: not to the
/// screen, as JSON, or into a state, plan file or journal.
class SecretLeakPropertiesTest {

  private static final String TOKEN = "tok3n-Secret";
  private static final String PIN = "48151623";
  private static final Generator<String> WORKING = RandomExpressions.working(3, TOKEN);

  // Separate, because it is too long for its place of use.
  @SuppressWarnings("InlineFormatString")
  private static final String CONFIGURATION =
      """
      esform {
        encryption {
          key_file = ".esform/state.key"
        }
      }

      variable "secret" {
        type      = string
        sensitive = true
      }

      variable "pin" {
        type      = number
        sensitive = true
      }

      variable "flag" {
        type      = bool
        sensitive = true
      }

      variable "hidden" {
        type      = list(string)
        sensitive = true
      }

      variable "vault" {
        type      = map(string)
        sensitive = true
      }

      locals {
        open     = "a"
        letter   = sensitive(file("letter.txt"))
        settings = tomap({ a = "1" })
        labels   = toset(["a", "b"])
        secret   = var.secret
        pin      = var.pin
        flag     = var.flag
        account  = { user = "a", password = "${var.secret}-5" }
        codes    = ["${var.secret}-6", "b"]
        hidden   = var.hidden
        vault    = var.vault
        x0       = %1$s
        x1       = %2$s
        x2       = %3$s
      }

      module "echo" {
        source = "./echo"
        in     = local.x0
      }

      resource "esform_data" "a" {
        input            = [local.x1, local.letter]
        triggers_replace = local.x2
      }

      resource "esform_data" "b" {
        input = [module.echo.out, esform_data.a.output]
      }

      resource "page" "a" {
        name = "a"
        text = jsonencode(local.x0)

        dynamic "line" {
          for_each = local.vault
          content {
            text = "${line.key} is ${line.value}"
          }
        }

        dynamic "line" {
          for_each = [local.x1]
          content {
            text = jsonencode([line.key, line.value, esform_data.b.output])
          }
        }
      }

      resource "note" "b" {
        for_each = { a = local.x1, b = local.x2 }
        name     = "b-${each.key}"
        text     = "${page.a.id} ${jsonencode(each.value)}"
      }

      check "shown" {
        assert {
          condition     = length(jsonencode(local.x1)) < 0
          error_message = "It is ${jsonencode(local.x1)}, and ${jsonencode(page.a)}."
        }
      }

      output "all" {
        sensitive = true
        value     = [local.x0, module.echo.out, esform_data.b, page.a, values(note.b)[*].text]
      }
      """;

  @Test
  void noCommandWritesASecret() {
    Property.holds(
        15,
        draw ->
            noCommandWritesASecret(
                List.of(draw.from(WORKING), draw.from(WORKING), draw.from(WORKING)),
                draw.from(RandomExpressions.ofDepth(4))));
  }

  private static void noCommandWritesASecret(List<String> expressions, String faulty)
      throws IOException {
    Path directory = Files.createTempDirectory("esform-secrets");
    try {
      String source =
          CONFIGURATION.formatted(
              expressions.stream().map(SecretLeakPropertiesTest::named).toArray());
      Files.createDirectories(directory.resolve("echo"));
      Files.createDirectories(directory.resolve("journals"));
      Files.writeString(
          directory.resolve("echo/main.esf"),
          "variable \"in\" {}\n\noutput \"out\" {\n  value = var.in\n}\n");
      Files.writeString(directory.resolve("main.esf"), source);
      Files.writeString(directory.resolve("letter.txt"), TOKEN + "-letter");
      Files.writeString(directory.resolve("some.esvars"), "secret = \"" + TOKEN + "-file\"\n");
      run(directory, TOKEN, "validate");
      run(directory, TOKEN, "plan", "--summary");
      run(directory, TOKEN, "plan", "--json");
      assertThat(run(directory, TOKEN, "plan", "--var-file", "some.esvars", "--out", "kept.plan"))
          .as(source)
          .isZero();
      run(directory, TOKEN, "show", "kept.plan");
      run(directory, TOKEN, "show", "--json", "kept.plan");
      assertThat(run(directory, TOKEN, "apply", "kept.plan")).as(source).isZero();
      showAll(directory);
      assertThat(run(directory, TOKEN, "plan", "--var-file", "some.esvars", "--detailed-exitcode"))
          .as(source)
          .isZero();
      run(directory, TOKEN + "-new", "plan");
      run(directory, TOKEN + "-new", "apply", "--auto-approve");
      showAll(directory);
      Files.writeString(
          directory.resolve("main.esf"), source + "\nlocals {\n  y = " + named(faulty) + "\n}\n");
      run(directory, TOKEN, "validate", "--json");
      run(directory, TOKEN, "apply", "--auto-approve");
      Files.writeString(directory.resolve("main.esf"), source);
      run(directory, TOKEN, "destroy", "--auto-approve");
      assertThat(directory.resolve("journals/a")).exists();
    } finally {
      delete(directory);
    }
  }

  private static void showAll(Path directory) throws IOException {
    run(directory, TOKEN, "show");
    run(directory, TOKEN, "show", "--json");
    run(directory, TOKEN, "output");
    run(directory, TOKEN, "output", "all");
    run(directory, TOKEN, "output", "--json");
    run(directory, TOKEN, "state", "show", "page.a");
    run(directory, TOKEN, "state", "pull");
  }

  /// Names of values as local values.
  private static String named(String expression) {
    return expression.replaceAll(
        "\\b(secret|open|account|codes|hidden|labels|settings|vault|pin|flag)\\b", "local.$1");
  }

  private static int run(Path directory, String token, String... words) throws IOException {
    var all =
        new ArrayList<>(
            List.of(
                "ESFORM_VAR_secret=" + token,
                "ESFORM_VAR_pin=" + PIN,
                "ESFORM_VAR_flag=true",
                "ESFORM_VAR_hidden=[\"%1$s-1\", \"%1$s-2\"]".formatted(token),
                "ESFORM_VAR_vault={ \"%1$s-3\" = \"%1$s-4\" }".formatted(token)));
    all.addAll(List.of(words));
    CommandRun run = CommandRun.of(directory, all, null);
    String what = String.join(" ", words) + "\n" + Files.readString(directory.resolve("main.esf"));
    assertHidden(what + "\nstdout", run.out());
    assertHidden(what + "\nstderr", run.err());
    try (Stream<Path> paths = Files.walk(directory)) {
      for (Path path : paths.filter(Files::isRegularFile).toList()) {
        if (!isSource(directory.relativize(path).toString())) {
          assertHidden(what + "\n" + path, Files.readString(path, StandardCharsets.ISO_8859_1));
        }
      }
    }
    assertThat(run.err()).as(what).doesNotContain("bug in esform", "Bug in esform");
    return run.exit();
  }

  /// Files that the user has written, and objects of the platform.
  private static boolean isSource(String path) {
    return path.startsWith("notes/") || List.of("letter.txt", "some.esvars").contains(path);
  }

  /// Neither plain nor in base64, in which a part of a text has one of three encodings.
  private static void assertHidden(String what, String text) {
    assertThat(text)
        .as(what)
        .doesNotContainIgnoringCase("tok3n")
        .doesNotContain(PIN, "dG9rM24tU2VjcmV", "vazNuLVNlY3Jl", "b2szbi1TZWNyZX");
  }

  private static void delete(Path directory) throws IOException {
    try (Stream<Path> paths = Files.walk(directory)) {
      for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    }
  }
}
