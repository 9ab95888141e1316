package io.esform.config;

import io.esform.address.ProviderKey;
import io.esform.config.Module.ResourceKey;
import io.esform.diag.SourceRange;
import io.esform.lang.ast.Body;
import io.esform.lang.ast.Expression;
import io.esform.value.AttributePath;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A `resource` or `data` block.
///
/// @param provider the `provider` argument; null for the default provider of the type
/// @param rollout null for none
/// @param body the arguments and blocks of the schema, without meta-arguments
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
  /// @param createBeforeDestroy the order of a replacement; null if not set
  /// @param preventDestroy a condition; null for false
  /// @param ignoreChanges the arguments and blocks, or parts of them, whose changes are ignored
  /// @param replaceTriggeredBy references whose changes replace this resource
  /// @param postconditions may refer to the instance as `self`
  public record Lifecycle(
      @Nullable CreateBeforeDestroy createBeforeDestroy,
      @Nullable Expression preventDestroy,
      boolean ignoreAllChanges,
      List<IgnoredPath> ignoreChanges,
      List<Expression> replaceTriggeredBy,
      List<CheckRule> preconditions,
      List<CheckRule> postconditions) {

    /// `create_before_destroy` and its source range.
    public record CreateBeforeDestroy(boolean wanted, SourceRange range) {}

    /// An entry of `ignore_changes` and its source range.
    public record IgnoredPath(AttributePath path, SourceRange range) {}

    public static final Lifecycle DEFAULT =
        new Lifecycle(null, null, false, List.of(), List.of(), List.of(), List.of());

    public Lifecycle {
      ignoreChanges = List.copyOf(ignoreChanges);
      replaceTriggeredBy = List.copyOf(replaceTriggeredBy);
      preconditions = List.copyOf(preconditions);
      postconditions = List.copyOf(postconditions);
    }

    /// Whether the block has a precondition or postcondition.
    public boolean hasConditions() {
      return !preconditions.isEmpty() || !postconditions.isEmpty();
    }
  }
}
