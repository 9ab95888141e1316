package io.esform.config.decode;

import io.esform.address.AddressParser;
import io.esform.address.InstanceKey;
import io.esform.address.Move;
import io.esform.address.ProviderKey;
import io.esform.address.ResourceAddress;
import io.esform.address.ResourceAddress.Mode;
import io.esform.address.Target;
import io.esform.config.BlockReader;
import io.esform.config.Refactoring;
import io.esform.config.Refactoring.ImportBlock;
import io.esform.config.Refactoring.MovedBlock;
import io.esform.config.Refactoring.RemovedBlock;
import io.esform.diag.Diagnostic;
import io.esform.diag.DiagnosticSink;
import io.esform.lang.ast.Body.Block;
import io.esform.lang.ast.Expression;
import io.esform.lang.ast.Expression.IndexExpression;
import io.esform.lang.ast.TreePrinter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Decodes `moved`, `import` and `removed` blocks.
final class RefactoringDecoder {

  private final DiagnosticSink sink;
  private final List<MovedBlock> moved = new ArrayList<>();
  private final List<ImportBlock> imports = new ArrayList<>();
  private final List<RemovedBlock> removed = new ArrayList<>();

  RefactoringDecoder(DiagnosticSink sink) {
    this.sink = sink;
  }

  /// The blocks decoded so far.
  Refactoring decoded() {
    return new Refactoring(moved, imports, removed);
  }

  void decodeMoved(Block block) {
    var reader = new BlockReader("a moved block", block, sink);
    Expression fromText = reader.requiredExpression("from");
    Expression toText = reader.requiredExpression("to");
    reader.finish();
    Target from = target(fromText);
    Target to = target(toText);
    if (from == null || to == null) {
      return;
    }
    Move.ParsedMove result = Move.of(from, to);
    result.diagnostics().forEach(it -> sink.report(it.withSubject(block.headerRange())));
    Move move = result.move();
    if (move != null) {
      moved.add(new MovedBlock(move, block.headerRange()));
    }
  }

  void decodeImport(Block block) {
    var reader = new BlockReader("an import block", block, sink);
    Expression to = reader.requiredExpression("to");
    Expression id = reader.requiredExpression("id");
    Expression forEach = reader.expression("for_each");
    ProviderKey provider = ResourceDecoder.provider(reader, sink);
    reader.finish();
    if (to == null || id == null) {
      return;
    }
    Expression key = to instanceof IndexExpression(_, var index, _) ? index : null;
    Expression whole = to instanceof IndexExpression(var resource, _, _) ? resource : to;
    if (!(target(whole) instanceof Target.OfResource(var address))) {
      reportNotManaged(to, "import");
    } else if (isManaged(address.resource()) && address.key() instanceof InstanceKey.NoKey) {
      imports.add(
          new ImportBlock(
              address.resource(), key, id, forEach, provider, to.range(), block.headerRange()));
    } else {
      reportNotManaged(to, "import");
    }
  }

  void decodeRemoved(Block block) {
    var reader = new BlockReader("a removed block", block, sink);
    Expression text = reader.requiredExpression("from");
    Block lifecycle = reader.singleBlock("lifecycle");
    reader.finish();
    boolean destroy = lifecycle == null || destroys(lifecycle);
    Target from = target(text);
    if (from == null || text == null) {
      return;
    }
    if (from instanceof Target.OfResource(var address) && !isManaged(address.resource())) {
      reportNotManaged(text, "removed");
    } else if (!(from.key() instanceof InstanceKey.NoKey)) {
      sink.error(
          "Instance keys not allowed",
          "A removed block applies to a whole resource or module. To remove one instance, remove"
              + " its key from count or for_each.",
          text.range());
    } else {
      removed.add(new RemovedBlock(from, destroy, block.headerRange()));
    }
  }

  private boolean destroys(Block lifecycle) {
    var reader = new BlockReader("the lifecycle block of a removed block", lifecycle, sink);
    boolean destroy = reader.bool("destroy", true);
    reader.finish();
    return destroy;
  }

  private static boolean isManaged(ResourceAddress resource) {
    return resource.mode() == Mode.MANAGED;
  }

  private void reportNotManaged(Expression where, String block) {
    sink.error(
        "Not a managed resource",
        "The %s of %s must name a managed resource, such as es_node.store, es_node.store[0] or module.cluster.es_node.this."
            .formatted(
                block.equals("import") ? "argument \"to\"" : "argument \"from\"",
                block.equals("import") ? "an import block" : "a removed block"),
        where.range());
  }

  /// The expression read as an address; null and an error if it is not one.
  private @Nullable Target target(@Nullable Expression expression) {
    if (expression == null) {
      return null;
    }
    AddressParser.ParsedAddress<Target> parsed =
        AddressParser.parseTarget(TreePrinter.print(expression));
    Optional<Diagnostic> fault =
        parsed.diagnostics().all().stream().filter(Diagnostic::isError).findFirst();
    fault.ifPresent(it -> sink.report(it.withSubject(expression.range())));
    return parsed.address();
  }
}
