package io.esform.config.decode;

import io.esform.address.ProviderKey;
import io.esform.address.ResourceAddress.Mode;
import io.esform.config.BlockReader;
import io.esform.config.Literals;
import io.esform.config.Module.ResourceKey;
import io.esform.config.Repetition;
import io.esform.config.Resource;
import io.esform.config.RolloutBlock;
import io.esform.diag.DiagnosticSink;
import io.esform.lang.ast.Body.Attribute;
import io.esform.lang.ast.Body.Block;
import io.esform.lang.ast.Expression;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Decodes the part of `resource` and `data` blocks that is independent of the type.
final class ResourceDecoder {

  private final DiagnosticSink sink;

  ResourceDecoder(DiagnosticSink sink) {
    this.sink = sink;
  }

  Resource decode(Block block, Mode mode) {
    var key =
        new ResourceKey(mode, block.labels().getFirst().text(), block.labels().getLast().text());
    var reader = new BlockReader("a block of type " + key.type(), block, sink);
    return new Resource(
        key,
        repetition(reader, sink),
        OutputDecoder.dependsOn(reader, sink),
        provider(reader, sink),
        new LifecycleDecoder(sink).decode(reader, mode),
        mode == Mode.MANAGED ? rollout(reader) : null,
        reader.rest(),
        block.headerRange(),
        block.range());
  }

  /// The `count` or `for_each` of a resource or module.
  static Repetition repetition(BlockReader reader, DiagnosticSink sink) {
    Attribute count = reader.attribute("count");
    Attribute forEach = reader.attribute("for_each");
    if (count != null && forEach != null) {
      sink.error(
          "Invalid combination of \"count\" and \"for_each\"",
          "A block can have count or for_each, not both. Remove one of them.",
          forEach.nameRange());
    }
    if (forEach != null) {
      return new Repetition.ForEach(forEach.value());
    }
    return count == null ? new Repetition.Single() : new Repetition.Count(count.value());
  }

  /// The `provider` argument of a resource or import.
  static @Nullable ProviderKey provider(BlockReader reader, DiagnosticSink sink) {
    Expression expression = reader.expression("provider");
    if (expression == null) {
      return null;
    }
    Optional<ProviderKey> key = Literals.provider(expression);
    if (key.isEmpty()) {
      sink.error(
          "Invalid provider reference",
          "The argument provider must refer to a provider block: aws, or aws.west for an alias.",
          expression.range());
    }
    return key.orElse(null);
  }

  private static @Nullable RolloutBlock rollout(BlockReader reader) {
    Block block = reader.singleBlock("rollout");
    return block == null ? null : new RolloutBlock(block.body(), block.headerRange());
  }
}
