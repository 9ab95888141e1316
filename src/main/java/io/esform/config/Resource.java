package io.esform.config;

import io.esform.config.Module.ResourceKey;
import io.esform.diag.SourceRange;
import io.esform.lang.ast.Body;
import io.esform.lang.ast.Expression;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A `resource` or `data` block.
///
/// @param provider the `provider` argument; null when the type alone says which
/// @param rollout null without such a block
/// @param body what the type's schema describes: without the arguments that every resource has
/// @param headerRange from `resource` to the name
public record Resource(
    ResourceKey key,
    Repetition repetition,
    List<Expression> dependsOn,
    @Nullable ProviderKey provider,
    Lifecycle lifecycle,
    @Nullable RolloutBlock rollout,
    Body body,
    SourceRange headerRange,
    SourceRange range) {

  public Resource {
    dependsOn = List.copyOf(dependsOn);
  }

  /// The `lifecycle` block.
  ///
  /// @param preventDestroy a condition; null for false
  /// @param ignoreChanges the names of the arguments and blocks whose changes are left alone
  public record Lifecycle(
      @Nullable Expression preventDestroy,
      boolean ignoreAllChanges,
      List<Name> ignoreChanges,
      List<CheckRule> preconditions) {

    /// A name where the source says it.
    public record Name(String text, SourceRange range) {}

    public static final Lifecycle DEFAULT = new Lifecycle(null, false, List.of(), List.of());

    public Lifecycle {
      ignoreChanges = List.copyOf(ignoreChanges);
      preconditions = List.copyOf(preconditions);
    }
  }
}
