package io.esform.config.decode;

import io.esform.address.ResourceAddress.Mode;
import io.esform.config.BlockReader;
import io.esform.config.Check;
import io.esform.config.CheckRule;
import io.esform.config.Module.ResourceKey;
import io.esform.config.Repetition;
import io.esform.config.Resource;
import io.esform.config.Resource.Lifecycle;
import io.esform.diag.DiagnosticSink;
import io.esform.diag.SourceRange;
import io.esform.lang.ast.Body.Attribute;
import io.esform.lang.ast.Body.Block;
import java.util.List;
import java.util.function.Predicate;

/// Decodes `check` blocks.
final class CheckDecoder {

  private final DiagnosticSink sink;

  CheckDecoder(DiagnosticSink sink) {
    this.sink = sink;
  }

  /// @param hasLabels whether a data block has its labels; reports it if not
  Check decode(Block block, Predicate<Block> hasLabels) {
    var reader = new BlockReader("a check block", block, sink);
    Block data = reader.singleBlock("data");
    if (reader.blocks("assert").isEmpty()) {
      sink.error(
          "Missing block",
          "A check block needs an assert block with a condition and an error_message.",
          block.headerRange());
    }
    List<CheckRule> assertions = VariableDecoder.decodeRules(reader, "assert", sink);
    reader.finish();
    return new Check(
        block.labels().getFirst().text(),
        data == null || !hasLabels.test(data) ? null : decodeData(data),
        assertions,
        block.headerRange());
  }

  private Resource decodeData(Block block) {
    var reader = new BlockReader("the data block of a check", block, sink);
    for (String name : List.of("count", "for_each")) {
      Attribute repetition = reader.attribute(name);
      if (repetition != null) {
        refuse(
            name, "the data source is read once in each module instance", repetition.nameRange());
      }
    }
    for (Block lifecycle : reader.blocks("lifecycle")) {
      refuse("lifecycle", "use assert blocks for conditions", lifecycle.typeRange());
    }
    return new Resource(
        new ResourceKey(
            Mode.DATA, block.labels().getFirst().text(), block.labels().getLast().text()),
        new Repetition.Single(),
        OutputDecoder.dependsOn(reader, sink),
        ResourceDecoder.provider(reader, sink),
        Lifecycle.DEFAULT,
        null,
        reader.rest(),
        block.headerRange(),
        block.range());
  }

  private void refuse(String name, String why, SourceRange range) {
    sink.error(
        "Unsupported " + name,
        "The data block of a check does not accept %s: %s. Remove it, or declare the data source outside the check."
            .formatted(name, why),
        range);
  }
}
