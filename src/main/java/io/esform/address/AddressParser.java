package io.esform.address;

import io.esform.address.ResourceAddress.Mode;
import io.esform.diag.Diagnostic;
import io.esform.diag.Diagnostics;
import org.jspecify.annotations.Nullable;

/// Parses addresses in the form that their `toString` returns.
public final class AddressParser {

  private static final String FORMS =
      "Examples of addresses:\n\n"
          + "    es_node.store[0]\n"
          + "    es_dns_record.name[\"store\"]\n"
          + "    module.cluster.es_node.this\n"
          + "    data.aws_ami.debian";

  private static final String QUOTING =
      "A name in brackets needs double quotes. A shell removes them unless the whole address"
          + " is in single quotes.\n\n";

  private AddressParser() {}

  /// @param address null when the diagnostics contain an error
  public record ParsedAddress<T>(@Nullable T address, Diagnostics diagnostics) {}

  /// A resource, as in `module.a["k"].es_node.b`; a key at its end is an error.
  public static ParsedAddress<ResourceAddress> parseResource(String text) {
    return parse(
        text,
        scanner -> {
          ResourceAddress resource = resource(scanner);
          scanner.end();
          return resource;
        });
  }

  /// One instance, as in `es_node.b[0]`; without a key, the single instance.
  public static ParsedAddress<ResourceInstanceAddress> parseInstance(String text) {
    return parse(
        text,
        scanner -> {
          ResourceAddress resource = resource(scanner);
          InstanceKey key = scanner.key();
          scanner.end();
          return resource.instance(key);
        });
  }

  /// A module, a resource or one instance, as a user names it.
  public static ParsedAddress<Target> parseTarget(String text) {
    return parse(
        text,
        scanner -> {
          ModuleAddress module = modules(scanner);
          if (!module.isRoot() && scanner.isAtEnd()) {
            return new Target.OfModule(module);
          }
          if (!module.isRoot()) {
            scanner.dot();
          }
          ResourceAddress resource = resource(scanner, module);
          InstanceKey key = scanner.key();
          scanner.end();
          return new Target.OfResource(resource.instance(key));
        });
  }

  /// A dependency: a resource, or one instance of it if the text has a key.
  public static ParsedAddress<Dependency> parseDependency(String text) {
    ParsedAddress<ResourceInstanceAddress> instance = parseInstance(text);
    return new ParsedAddress<>(
        instance.address() == null ? null : Dependency.on(instance.address()),
        instance.diagnostics());
  }

  private interface Production<T> {
    T read(AddressScanner scanner) throws AddressScanner.Mismatch;
  }

  private static <T> ParsedAddress<T> parse(String text, Production<T> rule) {
    try {
      return new ParsedAddress<>(rule.read(new AddressScanner(text)), Diagnostics.none());
    } catch (AddressScanner.Mismatch mismatch) {
      String detail =
          "\"%s\" is not an address: %s at column %d.%s\n\n%s%s"
              .formatted(
                  text,
                  mismatch.getMessage(),
                  mismatch.column(),
                  pointer(text, mismatch.column()),
                  quotesAreMissing(text, mismatch.column() - 1) ? QUOTING : "",
                  FORMS);
      return new ParsedAddress<>(null, Diagnostics.of(Diagnostic.error("Invalid address", detail)));
    }
  }

  /// The text with a caret below the column, if it fits on one line.
  private static String pointer(String text, int column) {
    return text.isBlank() || text.codePoints().anyMatch(Character::isISOControl)
        ? ""
        : "\n\n    %s\n    %s^".formatted(text, " ".repeat(column - 1));
  }

  private static boolean quotesAreMissing(String text, int at) {
    return at > 0
        && at < text.length()
        && text.charAt(at - 1) == '['
        && Character.isUnicodeIdentifierStart(text.codePointAt(at));
  }

  private static ResourceAddress resource(AddressScanner scanner) throws AddressScanner.Mismatch {
    ModuleAddress module = modules(scanner);
    if (!module.isRoot()) {
      scanner.dot();
    }
    return resource(scanner, module);
  }

  /// Reads the module calls at the start, without the dot after them.
  private static ModuleAddress modules(AddressScanner scanner) throws AddressScanner.Mismatch {
    ModuleAddress module = ModuleAddress.ROOT;
    while (scanner.skip(module.isRoot() ? "module." : ".module.")) {
      String call = scanner.name("the name of a module call");
      module = module.child(call, scanner.key());
    }
    return module;
  }

  private static ResourceAddress resource(AddressScanner scanner, ModuleAddress module)
      throws AddressScanner.Mismatch {
    Mode mode = scanner.skip("data.") ? Mode.DATA : Mode.MANAGED;
    String type =
        scanner.name(
            mode == Mode.DATA ? "a data source type" : "a resource type, \"module\" or \"data\"");
    scanner.dot();
    return new ResourceAddress(module, mode, type, scanner.name("the name of a resource"));
  }
}
