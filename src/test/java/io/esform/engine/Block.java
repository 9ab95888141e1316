package io.esform.engine;

import io.esform.address.ModuleAddress;
import io.esform.address.ResourceAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// One resource block of a random configuration, directly or in a called module.
///
/// @param number its name; a block with an odd number is an `es_node`, whose rollout updates one
///   instance at a time
/// @param repetition the origin of its instances
/// @param instances the number of instances; 1 for SINGLE
/// @param name an argument that forces a replacement
/// @param size an argument that is updated in place
/// @param needs its references
/// @param createFirst whether replacements create before they destroy
record Block(
    int number,
    Repetition repetition,
    int instances,
    int name,
    int size,
    List<Need> needs,
    boolean createFirst) {

  private static final String CREATE_FIRST = "  lifecycle {\n    create_before_destroy = true\n  }";

  enum Repetition {
    SINGLE,
    COUNT,
    FOR_EACH,
    /// One instance in each of several instances of a module.
    MODULES
  }

  /// A reference to another block.
  ///
  /// @param whole whether all instances are referenced, or only the first one
  record Need(int number, boolean whole) {}

  static String type(int number) {
    return number % 2 == 0 ? "thing" : "es_node";
  }

  /// Whether its rollout returns a failed instance to its last good state.
  private boolean restores() {
    return number % 4 == 1;
  }

  /// The files of the modules that blocks may call, by path.
  static Map<String, String> modules() {
    var files = new TreeMap<String, String>();
    for (int number : List.of(0, 1)) {
      for (boolean first : List.of(false, true)) {
        files.put(
            module(number, first) + "/main.esf",
            """
            variable "name" {}
            variable "size" {}
            variable "any" {}
            resource "%1$s" "b" {
              name = var.name
              size = var.size
              any  = var.any
            %2$s
            }
            output "id" { value = %1$s.b.id }
            """
                .formatted(type(number), first ? CREATE_FIRST : ""));
      }
    }
    return files;
  }

  private static String module(int number, boolean createFirst) {
    return type(number) + (createFirst ? "-first" : "");
  }

  /// The number of an instance's block.
  static int numberOf(ResourceAddress resource) {
    List<ModuleAddress.Segment> modules = resource.module().segments();
    String name = modules.isEmpty() ? resource.name() : modules.getFirst().name();
    return Integer.parseInt(name.substring(1));
  }

  /// The addresses of its instances.
  List<String> addresses() {
    return IntStream.range(0, instances)
        .mapToObj(index ->
            whole()
                + key(index)
                + (repetition == Repetition.MODULES ? "." + type(number) + ".b" : ""))
        .toList();
  }

  /// Its name in a reference.
  private String whole() {
    return (repetition == Repetition.MODULES ? "module" : type(number)) + ".b" + number;
  }

  private String key(int index) {
    return switch (repetition) {
      case SINGLE -> "";
      case COUNT, MODULES -> "[" + index + "]";
      case FOR_EACH -> "[\"k" + index + "\"]";
    };
  }

  /// The reference to it from a dependent block.
  String reference(boolean whole) {
    if (repetition == Repetition.SINGLE || !whole) {
      return whole() + key(0) + ".id";
    }
    return repetition == Repetition.FOR_EACH
        ? "[for it in " + whole() + " : it.id]"
        : whole() + "[*].id";
  }

  /// @param all blocks of the same configuration by number
  String text(List<Block> all) {
    var lines = new ArrayList<String>();
    if (repetition == Repetition.MODULES) {
      lines.add("module \"b%d\" {".formatted(number));
      lines.add("  source = \"./" + module(number, createFirst) + "\"");
    } else {
      lines.add("resource \"%s\" \"b%d\" {".formatted(type(number), number));
    }
    switch (repetition) {
      case SINGLE -> {}
      case COUNT, MODULES -> lines.add("  count = " + instances);
      case FOR_EACH ->
          lines.add(
              IntStream.range(0, instances)
                  .mapToObj(index -> "\"k" + index + "\"")
                  .collect(Collectors.joining(", ", "  for_each = toset([", "])")));
    }
    lines.add("  name = \"" + name + "\"");
    lines.add("  size = " + size);
    List<String> references =
        needs.stream()
            .flatMap(need ->
                all.stream()
                    .filter(block -> block.number == need.number)
                    .map(block -> block.reference(need.whole)))
            .toList();
    lines.add("  any  = [" + String.join(", ", references) + "]");
    if (restores() && repetition != Repetition.MODULES) {
      lines.add("  rollout { on_failure = \"restore\" }");
    }
    if (createFirst && repetition != Repetition.MODULES) {
      lines.add(CREATE_FIRST);
    }
    lines.add("}");
    return String.join("\n", lines) + "\n";
  }

  /// Checks of it: one whose assertion fails in the plan, and one whose data source is read after
  /// it.
  String checks() {
    return """
    check "known%1$d" {
      assert {
        condition     = %2$s == null
        error_message = "It is there."
      }
    }
    check "read%1$d" {
      data "thing" "d%1$d" {
        name       = "1"
        depends_on = [%2$s]
      }
      assert {
        condition     = data.thing.d%1$d.count == 1
        error_message = "${data.thing.d%1$d.count} of ${jsonencode(%3$s)}."
      }
    }
    """
        .formatted(number, whole(), reference(true));
  }

  /// Simpler variants of the block.
  Stream<Block> simpler() {
    var simpler = new ArrayList<Block>();
    if (instances > 1) {
      simpler.add(new Block(number, repetition, instances - 1, name, size, needs, createFirst));
    }
    if (repetition != Repetition.SINGLE && instances == 1) {
      simpler.add(new Block(number, Repetition.SINGLE, 1, name, size, needs, createFirst));
    }
    for (Need need : needs) {
      List<Need> fewer = needs.stream().filter(it -> !it.equals(need)).toList();
      simpler.add(new Block(number, repetition, instances, name, size, fewer, createFirst));
    }
    if (name > 0) {
      simpler.add(new Block(number, repetition, instances, 0, size, needs, createFirst));
    }
    if (size > 0) {
      simpler.add(new Block(number, repetition, instances, name, 0, needs, createFirst));
    }
    if (createFirst) {
      simpler.add(new Block(number, repetition, instances, name, size, needs, false));
    }
    return simpler.stream();
  }
}
