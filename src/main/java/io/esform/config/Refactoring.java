package io.esform.config;

import io.esform.address.Move;
import io.esform.address.ProviderKey;
import io.esform.address.ResourceAddress;
import io.esform.address.Target;
import io.esform.diag.SourceRange;
import io.esform.lang.ast.Expression;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The `moved`, `import` and `removed` blocks of a module.
///
/// @param imports in the root module only
public record Refactoring(
    List<MovedBlock> moved, List<ImportBlock> imports, List<RemovedBlock> removed) {

  public static final Refactoring NONE = new Refactoring(List.of(), List.of(), List.of());

  public Refactoring {
    moved = List.copyOf(moved);
    imports = List.copyOf(imports);
    removed = List.copyOf(removed);
  }

  /// A `moved` block.
  ///
  /// @param move the move, with addresses relative to the module
  public record MovedBlock(Move move, SourceRange range) {}

  /// An `import` block.
  ///
  /// @param resource the resource of its `to`
  /// @param key the key at the end of `to`, which may use `each`; null for none
  /// @param forEach null for a single import
  /// @param provider null for the default provider of the type
  /// @param toRange the range of the whole `to`
  public record ImportBlock(
      ResourceAddress resource,
      @Nullable Expression key,
      Expression id,
      @Nullable Expression forEach,
      @Nullable ProviderKey provider,
      SourceRange toRange,
      SourceRange range) {

    /// The repetition that defines `each`.
    public Repetition repetition() {
      return forEach == null ? new Repetition.Single() : new Repetition.ForEach(forEach);
    }
  }

  /// A `removed` block.
  ///
  /// @param from relative to the module, without a key at its end
  /// @param destroy whether the objects are destroyed too, and not only removed from the state
  public record RemovedBlock(Target from, boolean destroy, SourceRange range) {}
}
