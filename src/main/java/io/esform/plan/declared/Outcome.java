package io.esform.plan.declared;

import io.esform.address.ProviderKey;
import io.esform.address.ResourceInstanceAddress;
import io.esform.config.CheckStatus;
import io.esform.config.evaluation.ResourceInstance;
import io.esform.plan.Action;
import io.esform.plan.Replacement;
import io.esform.plan.instance.PlannedInstance;
import io.esform.value.Value.ObjectValue;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The result of planning one declared resource instance.
public sealed interface Outcome {

  ResourceInstance instance();

  /// The result of its preconditions and postconditions.
  CheckStatus conditions();

  /// The planned value, with unknowns and sensitive marks; null after errors.
  @Nullable ObjectValue value();

  /// Whether the plan leaves the instance unchanged.
  boolean isUnchanged();

  default ResourceInstanceAddress address() {
    return instance().address();
  }

  /// Planning failed; the errors are already reported.
  record Failed(ResourceInstance instance) implements Outcome {

    @Override
    public CheckStatus conditions() {
      return CheckStatus.ERROR;
    }

    @Override
    public @Nullable ObjectValue value() {
      return null;
    }

    @Override
    public boolean isUnchanged() {
      return false;
    }
  }

  /// A data source.
  ///
  /// @param value as read; if it is not read yet, with unknowns
  /// @param isRead false if the apply reads it
  record DataSourceInstance(
      ResourceInstance instance,
      ProviderKey provider,
      ObjectValue value,
      boolean isRead,
      CheckStatus conditions)
      implements Outcome {

    @Override
    public boolean isUnchanged() {
      return isRead;
    }
  }

  /// A managed resource instance.
  ///
  /// @param before the existing object, in the schema's types; null for none, and for an
  ///   interrupted creation that continues
  /// @param triggers of its replacement; see {@link Replacement}
  /// @param configuration that was planned
  record Managed(
      ResourceInstance instance,
      ProviderKey provider,
      @Nullable ObjectValue before,
      PlannedInstance planned,
      Action action,
      List<String> triggers,
      CheckStatus conditions,
      ObjectValue configuration)
      implements Outcome {

    public Managed {
      triggers = List.copyOf(triggers);
    }

    @Override
    public ObjectValue value() {
      return planned.planned();
    }

    @Override
    public boolean isUnchanged() {
      return action == Action.NO_OP;
    }
  }
}
