package io.esform.plan;

import io.esform.address.Dependency;
import io.esform.address.InstanceKey;
import io.esform.address.ResourceInstanceAddress;
import io.esform.diag.SourceRange;
import io.esform.provider.DataHolder.Loss;
import io.esform.schema.Schema;
import io.esform.value.Value.ObjectValue;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What a plan does to one resource instance.
///
/// @param priorObject which object it is about
/// @param providerName the provider that offers the type: `local`, `builtin`
/// @param schema of the type, so that views know what is sensitive and how to show it
/// @param before what exists, with sensitive marks; null when nothing does
/// @param after what will exist, with unknowns and sensitive marks; null when nothing will
/// @param replacement NONE unless the action is REPLACE
/// @param notes lines of the provider to show below the instance
/// @param effect what an update means for the service, in a few words; null for nothing to say
/// @param dependencies what must be done first (for DELETE: what this one needed, so it goes before
///   them)
/// @param generation of the object that will exist: 1 for a first creation, one more for each
///   replacement
/// @param rollout the same for all changes of one resource; null when they go all at once
/// @param loss what the object that is destroyed takes with it; null for nothing
/// @param revival whether the object is down
/// @param subject the resource block's header; null when there is no block any more
public record Change(
    ResourceInstanceAddress address,
    Action action,
    Reason reason,
    PriorObject priorObject,
    String providerName,
    Schema schema,
    @Nullable ObjectValue before,
    @Nullable ObjectValue after,
    Replacement replacement,
    List<String> notes,
    @Nullable String effect,
    List<Dependency> dependencies,
    int generation,
    @Nullable Rollout rollout,
    Revival revival,
    @Nullable Loss loss,
    @Nullable SourceRange subject) {

  public Change {
    notes = List.copyOf(notes);
    dependencies = List.copyOf(dependencies);
  }

  /// Whether it changes an object, or where the state has it.
  public boolean isShown() {
    return action != Action.NO_OP
        || switch (priorObject) {
          case PriorObject.Current _ -> false;
          case PriorObject.Moved _, PriorObject.Imported _, PriorObject.Deposed _ -> true;
        };
  }

  /// Whether other instances of its resource serve while this one is changed.
  public boolean hasPeers() {
    return rollout != null && !(address.key() instanceof InstanceKey.NoKey);
  }

  /// Whether it brings back what is down.
  public boolean revives() {
    return revival != Revival.NONE;
  }

  Change startingFrom(PriorObject object) {
    return with(action, object, replacement, revival);
  }

  Change doing(Action other) {
    return with(other, priorObject, replacement, revival);
  }

  Change reviving(Revival how) {
    return with(action, priorObject, replacement, how);
  }

  /// The same, its new object made before the old one is deleted.
  public Change creatingFirst() {
    return with(action, priorObject, replacement.creatingFirst(), revival);
  }

  private Change with(Action other, PriorObject object, Replacement order, Revival how) {
    return new Change(
        address,
        other,
        reason,
        object,
        providerName,
        schema,
        before,
        after,
        order,
        notes,
        effect,
        dependencies,
        generation,
        rollout,
        how,
        other == Action.FORGET ? null : loss,
        subject);
  }
}
