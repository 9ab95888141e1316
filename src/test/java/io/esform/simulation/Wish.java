package io.esform.simulation;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The configuration of a run.
record Wish(List<Item> items) {

  private static final int NAMES = 5;

  Wish {
    items = List.copyOf(items);
  }

  /// One object.
  ///
  /// @param parent the name of an earlier item; -1 for none
  /// @param hasSecret whether it gets a generated password
  /// @param createFirst whether a replacement creates before it destroys
  record Item(int name, int size, int kind, int parent, boolean hasSecret, boolean createFirst) {

    String text() {
      var text = new StringBuilder();
      if (hasSecret) {
        text.append(
            """
            resource "random_password" "p%d" {
              length           = 16
              lower            = false
              upper            = false
              numeric          = false
              override_special = "%s"
            }
            """
                .formatted(name, Ledger.SECRET_CHARACTERS));
      }
      text.append("resource \"sim_thing\" \"t%d\" {\n".formatted(name));
      text.append("  name = \"t%d\"\n  size = %d\n  kind = \"k%d\"\n".formatted(name, size, kind));
      if (parent >= 0) {
        text.append("  parent = sim_thing.t%d.id\n".formatted(parent));
      }
      if (hasSecret) {
        text.append("  password = random_password.p%d.result\n".formatted(name));
      }
      if (createFirst) {
        text.append("  lifecycle {\n    create_before_destroy = true\n  }\n");
      }
      return text + "}\n";
    }

    Item withParent(int other) {
      return new Item(name, size, kind, other, hasSecret, createFirst);
    }
  }

  String text() {
    return items.stream().map(Item::text).collect(Collectors.joining("\n"));
  }

  static Wish random(Random random) {
    var items = new ArrayList<Item>();
    for (int name = 0; name < NAMES; name++) {
      if (random.nextInt(3) > 0) {
        items.add(item(random, name));
      }
    }
    return whole(items);
  }

  private static Item item(Random random, int name) {
    return new Item(
        name,
        random.nextInt(3),
        random.nextInt(2),
        random.nextBoolean() ? random.nextInt(NAMES) : -1,
        random.nextInt(3) == 0,
        random.nextInt(4) == 0);
  }

  /// A configuration that differs in some items.
  Wish changed(Random random) {
    var items = new ArrayList<Item>();
    for (int name = 0; name < NAMES; name++) {
      int number = name;
      List<Item> known = this.items.stream().filter(each -> each.name() == number).toList();
      switch (random.nextInt(5)) {
        case 0 -> {}
        case 1 -> items.add(item(random, name));
        case 2 ->
            known.forEach(each ->
                items.add(
                    new Item(
                        each.name(),
                        each.size() + 1,
                        each.kind(),
                        each.parent(),
                        each.hasSecret(),
                        each.createFirst())));
        default -> items.addAll(known);
      }
    }
    return whole(items);
  }

  /// Without references to items that are missing or later.
  private static Wish whole(List<Item> items) {
    return new Wish(
        items.stream()
            .map(each -> {
              boolean exists =
                  each.parent() < each.name()
                      && items.stream().anyMatch(other -> other.name() == each.parent());
              return exists ? each : each.withParent(-1);
            })
            .toList());
  }

  Stream<Wish> simpler() {
    return items.stream()
        .map(removed -> {
          var fewer = new ArrayList<>(items);
          fewer.remove(removed);
          return whole(fewer);
        });
  }
}
