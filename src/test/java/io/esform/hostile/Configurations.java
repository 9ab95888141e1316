package io.esform.hostile;

import io.esform.testing.Golden;
import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

/// Generated configurations, and damaged ones of other tests; validated and planned.
final class Configurations implements Subject {

  static final String WHOLE =
      """
      esform {
        encryption {
          key_file = "state.key"
        }
      }

      variable "v" {
        default = { a = 1 }
      }

      variable "secret" {
        default   = "hunter2"
        sensitive = true
      }

      module "m" {
        source = "./m"
        in     = var.v
      }

      resource "esform_data" "one" {
        input = [var.v, var.secret, 12.5, "text", null]
      }

      resource "esform_data" "many" {
        count = 3
        input = count.index
      }

      resource "esform_data" "keyed" {
        for_each         = { a = 1, "b c" = [2] }
        input            = each.value
        triggers_replace = [esform_data.one.id]
      }

      resource "note" "n" {
        name = "n"
        text = esform_data.one.id
      }

      output "secret" {
        value     = { s = var.secret, m = module.m.out }
        sensitive = true
      }
      """;

  private static final String MODULE =
      """
      variable "in" {}
      resource "esform_data" "inner" {
        input = var.in
      }
      output "out" {
        value = esform_data.inner.output
      }
      """;

  private final Path directory;
  private final List<String> functions;
  private final List<String> seeds;

  Configurations(Path directory, List<String> functions) throws IOException {
    this.directory = directory;
    this.functions = functions;
    this.seeds = seeds();
  }

  private static List<String> seeds() throws IOException {
    var texts = new ArrayList<>(List.of(WHOLE));
    for (String folder : List.of("cli", "config", "lang", "eval")) {
      try (Stream<Path> files = Files.walk(Golden.resource(folder))) {
        for (Path file : files.filter(it -> it.toString().endsWith(".esf")).sorted().toList()) {
          try {
            texts.add(Files.readString(file));
          } catch (MalformedInputException _) {
            // One of those tests uses a file that is not UTF-8.
          }
        }
      }
    }
    return texts;
  }

  /// Writes {@link #WHOLE} and its module.
  static void write(Path directory) throws IOException {
    write(directory, WHOLE);
  }

  private static void write(Path directory, String main) throws IOException {
    Files.createDirectories(directory.resolve("m"));
    Files.write(directory.resolve("main.esf"), main.getBytes(StandardCharsets.UTF_8));
    Files.writeString(directory.resolve("m/m.esf"), MODULE);
  }

  @Override
  public String name() {
    return "configurations";
  }

  @Override
  public Case next(Random random) {
    String main =
        random.nextBoolean()
            ? generated(random)
            : Mutations.of(Mutations.any(seeds, random), random);
    return new Case(
        main,
        () -> {
          Commands.clear(directory);
          write(directory, main);
          return Commands.violation(directory, List.of(List.of("validate"), List.of("plan")));
        });
  }

  private String generated(Random random) {
    var expressions = new Expressions(random, functions);
    int depth = 1 + random.nextInt(5);
    return WHOLE
        + """
        locals {
          a = %s
          b = %s
        }
        resource "esform_data" "x" {
          %s = %s
          input = %s
          lifecycle {
            precondition {
              condition     = %s
              error_message = %s
            }
          }
        }
        output "o" {
          value = %s
        }
        """
            .formatted(
                expressions.any(depth),
                expressions.any(depth),
                random.nextBoolean() ? "count" : "for_each",
                expressions.any(2),
                expressions.any(depth),
                expressions.any(2),
                expressions.any(1),
                expressions.any(depth));
  }
}
