package io.esform.address;

import io.esform.address.ResourceAddress.Mode;
import io.esform.diag.Diagnostic;
import io.esform.diag.Diagnostics;
import org.jspecify.annotations.Nullable;

/// Reads addresses back from the text that their `toString` writes.
public final class AddressParser {

  private static final String FORMS =
      "An address looks like one of these:\n\n"
          + "    es_node.store[0]\n"
          + "    es_dns_record.name[\"store\"]\n"
          + "    module.cluster.es_node.store\n"
          + "    data.aws_ami.debian";

  private AddressParser() {}

  /// @param address null when the diagnostics hold an error
  public record Result<T>(@Nullable T address, Diagnostics diagnostics) {}

  /// A resource, as in `module.a["k"].es_node.b`; a key at its end is an error.
  public static Result<ResourceAddress> parseResource(String text) {
    return parse(
        text,
        scanner -> {
          ResourceAddress resource = resource(scanner);
          scanner.end();
          return resource;
        });
  }

  /// One instance, as in `es_node.b[0]`; without a key it is the single instance.
  public static Result<ResourceInstanceAddress> parseInstance(String text) {
    return parse(
        text,
        scanner -> {
          ResourceAddress resource = resource(scanner);
          InstanceKey key = scanner.key();
          scanner.end();
          return resource.instance(key);
        });
  }

  /// What an instance may depend on: a resource, or one instance of it when there is a key.
  public static Result<Dependency> parseDependency(String text) {
    Result<ResourceInstanceAddress> instance = parseInstance(text);
    return new Result<>(
        instance.address() == null ? null : Dependency.on(instance.address()),
        instance.diagnostics());
  }

  private interface Rule<T> {
    T read(AddressScanner scanner) throws AddressScanner.Mismatch;
  }

  private static <T> Result<T> parse(String text, Rule<T> rule) {
    try {
      return new Result<>(rule.read(new AddressScanner(text)), Diagnostics.none());
    } catch (AddressScanner.Mismatch mismatch) {
      String detail =
          "\"%s\" is not an address: %s at column %d. %s"
              .formatted(text, mismatch.getMessage(), mismatch.column(), FORMS);
      return new Result<>(null, Diagnostics.of(Diagnostic.error("Invalid address", detail)));
    }
  }

  private static ResourceAddress resource(AddressScanner scanner) throws AddressScanner.Mismatch {
    ModuleAddress module = ModuleAddress.ROOT;
    String word = scanner.name("a resource type, \"module\" or \"data\"");
    while (word.equals("module")) {
      scanner.dot();
      String call = scanner.name("the name of a module call");
      module = module.child(call, scanner.key());
      scanner.dot();
      word = scanner.name("a resource type, \"module\" or \"data\"");
    }
    Mode mode = Mode.MANAGED;
    if (word.equals("data")) {
      mode = Mode.DATA;
      scanner.dot();
      word = scanner.name("a data source type");
    }
    scanner.dot();
    return new ResourceAddress(module, mode, word, scanner.name("the name of a resource"));
  }
}
