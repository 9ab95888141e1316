package io.esform.es;

import io.esform.provider.Arguments;
import io.esform.render.patch.FileOverride;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// Reads the overrides of files from the arguments of an `es_node`.
final class NodeOverrides {

  static final String BLOCK = "overrides";
  static final String FILE = "file";
  static final String CONTENT = "content";
  static final String XSLT = "xslt";
  static final String MERGE = "merge";

  private NodeOverrides() {}

  /// @param argument the argument of the block with the text
  record NodeOverride(Arguments block, String argument, FileOverride override) {}

  /// The overrides in order. Without those that are unknown or whose block is not valid.
  static List<NodeOverride> of(Arguments node) {
    Map<String, Integer> numbers = new HashMap<>();
    var overrides = new ArrayList<NodeOverride>();
    for (Arguments block : node.blocks(BLOCK)) {
      argument(block).flatMap(argument -> read(block, argument, numbers)).ifPresent(overrides::add);
    }
    return List.copyOf(overrides);
  }

  /// The argument that is set; empty unless it is exactly one.
  static Optional<String> argument(Arguments block) {
    List<String> set = Stream.of(CONTENT, XSLT, MERGE).filter(block::isSet).toList();
    return set.size() == 1 ? Optional.of(set.getFirst()) : Optional.empty();
  }

  private static Optional<NodeOverride> read(
      Arguments block, String argument, Map<String, Integer> numbers) {
    String file = block.text(FILE).orElse(null);
    String text = block.text(argument).orElse(null);
    if (file == null || text == null) {
      return Optional.empty();
    }
    return kind(argument, file)
        .map(kind ->
            new NodeOverride(
                block,
                argument,
                new FileOverride(file, numbers.merge(file, 1, Integer::sum), kind, text)));
  }

  private static Optional<FileOverride.Kind> kind(String argument, String file) {
    return switch (argument) {
      case CONTENT -> Optional.of(FileOverride.Kind.CONTENT);
      case XSLT -> Optional.of(FileOverride.Kind.XSL);
      default -> FileOverride.merging(file);
    };
  }
}
