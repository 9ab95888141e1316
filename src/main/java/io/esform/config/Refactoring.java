package io.esform.config;

import io.esform.address.Move;
import io.esform.address.ProviderKey;
import io.esform.address.ResourceAddress;
import io.esform.address.Target;
import io.esform.diag.SourceRange;
import io.esform.lang.ast.Expression;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What a module says of objects that get another address, come in from elsewhere, or go.
///
/// @param imports root only
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
  /// @param move between addresses that are relative to the module
  public record MovedBlock(Move move, SourceRange range) {}

  /// An `import` block.
  ///
  /// @param resource of its `to`
  /// @param key at the end of `to`, which may use `each`; null when there is none
  /// @param forEach null when the block stands for one import
  /// @param provider null when the type alone says which
  /// @param toRange of the whole `to`
  public record ImportBlock(
      ResourceAddress resource,
      @Nullable Expression key,
      Expression id,
      @Nullable Expression forEach,
      @Nullable ProviderKey provider,
      SourceRange toRange,
      SourceRange range) {

    /// The repetition that `each` belongs to.
    public Repetition repetition() {
      return forEach == null ? new Repetition.Single() : new Repetition.ForEach(forEach);
    }
  }

  /// A `removed` block.
  ///
  /// @param from relative to the module, without a key at its end
  /// @param destroy whether the objects go too, not only what the state knows of them
  public record RemovedBlock(Target from, boolean destroy, SourceRange range) {}
}
