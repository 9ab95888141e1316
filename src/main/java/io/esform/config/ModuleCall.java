package io.esform.config;

import io.esform.diag.SourceRange;
import io.esform.lang.ast.Body;
import io.esform.lang.ast.Expression;
import java.util.List;

/// A `module` block.
///
/// @param source as written
/// @param arguments the values of the variables of the called module, without the meta-arguments of
///   a call
public record ModuleCall(
    String name,
    String source,
    Repetition repetition,
    List<Expression> dependsOn,
    Body arguments,
    Module module,
    SourceRange headerRange,
    SourceRange range) {

  public ModuleCall {
    dependsOn = List.copyOf(dependsOn);
  }
}
