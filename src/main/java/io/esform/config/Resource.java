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
  /// @param createBeforeDestroy what it says of the order of a replacement; null for nothing
  /// @param preventDestroy a condition; null for false
  /// @param ignoreChanges the arguments and blocks, or parts of them, whose changes are left alone
  /// @param replaceTriggeredBy references to what replaces this one when it changes
  /// @param postconditions may refer to the instance as `self`
  public record Lifecycle(
      @Nullable CreateBeforeDestroy createBeforeDestroy,
      @Nullable Expression preventDestroy,
      boolean ignoreAllChanges,
      List<IgnoredPath> ignoreChanges,
      List<Expression> replaceTriggeredBy,
      List<CheckRule> preconditions,
      List<CheckRule> postconditions) {

    /// `create_before_destroy`, and where it stands.
    public record CreateBeforeDestroy(boolean wanted, SourceRange range) {}

    /// An entry of `ignore_changes`, and where it stands.
    public record IgnoredPath(AttributePath path, SourceRange range) {}

    public static final Lifecycle DEFAULT =
        new Lifecycle(null, null, false, List.of(), List.of(), List.of(), List.of());

    public Lifecycle {
      ignoreChanges = List.copyOf(ignoreChanges);
      replaceTriggeredBy = List.copyOf(replaceTriggeredBy);
      preconditions = List.copyOf(preconditions);
      postconditions = List.copyOf(postconditions);
    }

    /// Whether there is a rule to check.
    public boolean hasConditions() {
      return !preconditions.isEmpty() || !postconditions.isEmpty();
    }
  }
}
