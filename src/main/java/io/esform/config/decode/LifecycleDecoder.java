package io.esform.config.decode;

import io.esform.address.ResourceAddress.Mode;
import io.esform.config.BlockReader;
import io.esform.config.Literals;
import io.esform.config.Resource.Lifecycle;
import io.esform.config.Resource.Lifecycle.CreateBeforeDestroy;
import io.esform.config.Resource.Lifecycle.IgnoredPath;
import io.esform.diag.DiagnosticSink;
import io.esform.lang.ast.Body.Block;
import io.esform.lang.ast.Expression;
import io.esform.lang.ast.Expression.TupleExpression;
import io.esform.value.AttributePath;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Decodes `lifecycle` blocks.
final class LifecycleDecoder {

  private final DiagnosticSink sink;

  LifecycleDecoder(DiagnosticSink sink) {
    this.sink = sink;
  }

  /// @param mode the mode of the resource: a data source allows only conditions
  Lifecycle decode(BlockReader outer, Mode mode) {
    Block block = outer.singleBlock("lifecycle");
    if (block == null) {
      return Lifecycle.DEFAULT;
    }
    boolean managed = mode == Mode.MANAGED;
    String what = managed ? "a lifecycle block" : "the lifecycle block of a data source";
    var reader = new BlockReader(what, block, sink);
    Expression ignored = managed ? reader.expression("ignore_changes") : null;
    boolean all = ignored != null && Literals.keyword(ignored).equals(Optional.of("all"));
    var lifecycle =
        new Lifecycle(
            managed ? createBeforeDestroy(reader) : null,
            managed ? reader.expression("prevent_destroy") : null,
            all,
            all || ignored == null ? List.of() : ignoredPaths(ignored),
            managed ? triggers(reader) : List.of(),
            VariableDecoder.decodeRules(reader, "precondition", sink),
            VariableDecoder.decodeRules(reader, "postcondition", sink));
    reader.finish();
    return lifecycle;
  }

  private static @Nullable CreateBeforeDestroy createBeforeDestroy(BlockReader reader) {
    boolean wanted = reader.bool("create_before_destroy", false);
    Expression expression = reader.expression("create_before_destroy");
    return expression == null ? null : new CreateBeforeDestroy(wanted, expression.range());
  }

  private List<IgnoredPath> ignoredPaths(Expression ignored) {
    if (!(ignored instanceof TupleExpression(var elements, _))) {
      reportIgnored(ignored);
      return List.of();
    }
    var paths = new ArrayList<IgnoredPath>();
    for (Expression element : elements) {
      Optional<AttributePath> path = Literals.path(element);
      if (path.isPresent()) {
        paths.add(new IgnoredPath(path.get(), element.range()));
      } else {
        reportIgnored(element);
      }
    }
    return paths;
  }

  private void reportIgnored(Expression expression) {
    sink.error(
        "Invalid ignore_changes",
        "The argument ignore_changes takes a list of this resource's arguments and blocks, or parts"
            + " of them, such as [size, tags[\"Name\"], mount[0].path], or the keyword all.",
        expression.range());
  }

  private List<Expression> triggers(BlockReader reader) {
    Expression expression = reader.expression("replace_triggered_by");
    if (expression == null) {
      return List.of();
    }
    if (expression instanceof TupleExpression(var elements, _)) {
      return elements;
    }
    sink.error(
        "Invalid replace_triggered_by",
        "The argument replace_triggered_by takes a list of references to resources, their instances or their attributes, such as [es_database.main.address].",
        expression.range());
    return List.of();
  }
}
