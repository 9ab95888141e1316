package io.esform.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// One resource block of a random configuration.
///
/// @param number names it; a block of an odd number is an `es_node`, which is rolled out one
///   instance after another
/// @param repetition how its instances come about
/// @param instances how many there are; 1 for SINGLE
/// @param name an argument that forces a replacement
/// @param size an argument that is updated in place
/// @param needs what it refers to
/// @param createFirst whether replacements are made before what they replace is deleted
record Block(
    int number,
    Repetition repetition,
    int instances,
    int name,
    int size,
    List<Need> needs,
    boolean createFirst) {

  enum Repetition {
    SINGLE,
    COUNT,
    FOR_EACH
  }

  /// A reference to another block.
  ///
  /// @param whole all instances, in contrast to the first one
  record Need(int number, boolean whole) {}

  static String type(int number) {
    return number % 2 == 0 ? "thing" : "es_node";
  }

  /// The addresses of its instances.
  List<String> addresses() {
    String resource = type(number) + ".b" + number;
    return IntStream.range(0, instances).mapToObj(index -> resource + key(index)).toList();
  }

  private String key(int index) {
    return switch (repetition) {
      case SINGLE -> "";
      case COUNT -> "[" + index + "]";
      case FOR_EACH -> "[\"k" + index + "\"]";
    };
  }

  /// What a block that needs this one refers to.
  String reference(boolean whole) {
    String resource = type(number) + ".b" + number;
    if (repetition == Repetition.SINGLE || !whole) {
      return resource + key(0) + ".id";
    }
    return repetition == Repetition.COUNT
        ? resource + "[*].id"
        : "[for it in " + resource + " : it.id]";
  }

  /// @param all blocks of the same configuration by number
  String text(List<Block> all) {
    var lines = new ArrayList<String>();
    lines.add("resource \"%s\" \"b%d\" {".formatted(type(number), number));
    switch (repetition) {
      case SINGLE -> {}
      case COUNT -> lines.add("  count = " + instances);
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
    if (createFirst) {
      lines.add("  lifecycle {\n    create_before_destroy = true\n  }");
    }
    lines.add("}");
    return String.join("\n", lines) + "\n";
  }

  /// Checks of it: one that is known with the plan and does not hold, and one that reads after it.
  String checks() {
    String whole = reference(true);
    return """
    check "known%1$d" {
      assert {
        condition     = %2$s.b%1$d == null
        error_message = "It is there."
      }
    }
    check "read%1$d" {
      data "thing" "d%1$d" {
        name       = "1"
        depends_on = [%2$s.b%1$d]
      }
      assert {
        condition     = data.thing.d%1$d.count == 1
        error_message = "${data.thing.d%1$d.count} of ${jsonencode(%3$s)}."
      }
    }
    """
        .formatted(number, type(number), whole);
  }

  /// The same with less in it.
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
