package io.esform.eval.functions;

import io.esform.diag.EsformBug;
import java.util.Collections;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/// Which name is which function, and nothing more: touching it loads no function.
final class FunctionTable {

  static final SortedSet<String> NAMES =
      Collections.unmodifiableSortedSet(
          new TreeSet<>(
              List.of(
                  """
                  can issensitive nonsensitive sensitive tobool tolist tomap tonumber toset tostring try
                  """
                      .strip()
                      .split("\\s+"))));

  private final FunctionEnvironment environment;

  FunctionTable(FunctionEnvironment environment) {
    this.environment = environment;
  }

  FunctionEnvironment environment() {
    return environment;
  }

  /// @param name one of {@link #NAMES} but `try` and `can`
  Function make(String name) {
    return switch (name) {
      case "issensitive" -> TypeFunctions.issensitive();
      case "nonsensitive" -> TypeFunctions.nonsensitive();
      case "sensitive" -> TypeFunctions.sensitive();
      case "tobool" -> TypeFunctions.toBool();
      case "tolist" -> TypeFunctions.toList();
      case "tomap" -> TypeFunctions.toMap();
      case "tonumber" -> TypeFunctions.toNumber();
      case "toset" -> TypeFunctions.toSet();
      case "tostring" -> TypeFunctions.toText();
      default -> throw new EsformBug("The function \"" + name + "\" is listed and not made.");
    };
  }
}
