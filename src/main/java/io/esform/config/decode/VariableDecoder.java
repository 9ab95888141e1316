package io.esform.config.decode;

import io.esform.config.BlockReader;
import io.esform.config.CheckRule;
import io.esform.config.ConstantScope;
import io.esform.config.TypeConstraint;
import io.esform.config.Variable;
import io.esform.diag.DiagnosticSink;
import io.esform.eval.Evaluator;
import io.esform.lang.ast.Body.Block;
import io.esform.lang.ast.Expression;
import java.util.ArrayList;
import java.util.List;

/// Decodes `variable` blocks.
final class VariableDecoder {

  private final TypeConstraintDecoder types;
  private final DiagnosticSink sink;

  VariableDecoder(Evaluator evaluator, DiagnosticSink sink) {
    this.sink = sink;
    this.types =
        new TypeConstraintDecoder(
            expression -> evaluator.evaluate(expression, new ConstantScope(), sink), sink);
  }

  Variable decode(Block block) {
    var reader = new BlockReader("a variable block", block, sink);
    Expression type = reader.expression("type");
    var variable =
        new Variable(
            block.labels().getFirst().text(),
            type == null ? TypeConstraint.ANY : types.decode(type),
            reader.expression("default"),
            reader.text("description", ""),
            reader.bool("sensitive", false),
            reader.bool("nullable", true),
            decodeRules(reader, "validation", sink),
            block.headerRange());
    reader.finish();
    return variable;
  }

  /// The rules of the blocks of that type.
  static List<CheckRule> decodeRules(BlockReader outer, String type, DiagnosticSink sink) {
    var rules = new ArrayList<CheckRule>();
    for (Block block : outer.blocks(type)) {
      var reader = new BlockReader("a " + type + " block", block, sink);
      Expression condition = reader.requiredExpression("condition");
      Expression message = reader.requiredExpression("error_message");
      reader.finish();
      if (condition != null && message != null) {
        rules.add(new CheckRule(condition, message, block.headerRange()));
      }
    }
    return rules;
  }
}
