package io.esform.plan;

import io.esform.address.Dependency;
import io.esform.address.InstanceKey;
import io.esform.address.ProviderKey;
import io.esform.address.ResourceInstanceAddress;
import io.esform.diag.SourceRange;
import io.esform.provider.DataHolder.Loss;
import io.esform.schema.Schema;
import io.esform.value.Value.ObjectValue;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The planned change of one object of a resource instance.
///
/// @param subject the resource block's header; null when the configuration no longer has the block
public record Change(
    ResourceInstanceAddress address,
    Decision decision,
    Transition transition,
    StateEntry entry,
    Impact impact,
    @Nullable SourceRange subject) {

  /// The action and its reason.
  ///
  /// @param replacement NONE unless the action is REPLACE
  public record Decision(Action action, Reason reason, Replacement replacement) {

    public static Decision of(Action action, Reason reason) {
      return new Decision(action, reason, Replacement.NONE);
    }
  }

  /// The object before and after the change, sensitive values marked.
  ///
  /// @param from the object that the change starts from
  /// @param before null for none
  /// @param after with unknowns; null if the change removes the object
  public record Transition(
      PriorObject from, @Nullable ObjectValue before, @Nullable ObjectValue after) {}

  /// State metadata of the object, apart from its attributes.
  ///
  /// @param schema of the type; views use it to hide and format values
  /// @param dependencies the objects that are applied first; for a DELETE, the recorded
  ///   dependencies, which are deleted after this object
  /// @param generation of the planned object: 1 for a first creation, one more for each replacement
  public record StateEntry(
      ProviderKey provider, Schema schema, List<Dependency> dependencies, int generation) {

    public StateEntry {
      dependencies = List.copyOf(dependencies);
    }
  }

  /// Effects of the change on users of the object.
  ///
  /// @param notes lines of the provider that are shown below the instance
  /// @param effect the effect of an update on the service, in a few words; null for none
  /// @param rollout the same for all changes of one resource; null if all are applied at once
  /// @param revival whether the object is down
  /// @param loss the data that is destroyed with the object; null for none
  public record Impact(
      List<String> notes,
      @Nullable String effect,
      @Nullable Rollout rollout,
      Revival revival,
      @Nullable Loss loss) {

    public static final Impact NONE = new Impact(List.of(), null, null, Revival.NONE, null);

    public Impact {
      notes = List.copyOf(notes);
    }

    public static Impact of(@Nullable Loss loss) {
      return new Impact(List.of(), null, null, Revival.NONE, loss);
    }

    public Impact reviving(Revival how) {
      return new Impact(notes, effect, rollout, how, loss);
    }
  }

  public Action action() {
    return decision.action();
  }

  public Reason reason() {
    return decision.reason();
  }

  public Replacement replacement() {
    return decision.replacement();
  }

  public PriorObject priorObject() {
    return transition.from();
  }

  public @Nullable ObjectValue before() {
    return transition.before();
  }

  public @Nullable ObjectValue after() {
    return transition.after();
  }

  public ProviderKey provider() {
    return entry.provider();
  }

  public Schema schema() {
    return entry.schema();
  }

  public List<Dependency> dependencies() {
    return entry.dependencies();
  }

  public int generation() {
    return entry.generation();
  }

  /// Whether it changes an object or its address in the state.
  public boolean isShown() {
    return action() != Action.NO_OP
        || switch (priorObject()) {
          case PriorObject.Current _ -> false;
          case PriorObject.Moved _, PriorObject.ByImport _, PriorObject.Deposed _ -> true;
        };
  }

  /// Whether its resource has other instances, which serve while this one is changed.
  public boolean hasPeers() {
    return impact.rollout() != null && !(address.key() instanceof InstanceKey.NoKey);
  }

  /// Whether it restarts or creates an object that is down.
  public boolean revives() {
    return impact.revival() != Revival.NONE;
  }

  public Change startingFrom(PriorObject object) {
    return new Change(
        address, decision, new Transition(object, before(), after()), entry, impact, subject);
  }

  /// The same object, but only removed from the state, without a loss of data.
  public Change forgetting() {
    return new Change(
        address,
        Decision.of(Action.FORGET, reason()),
        transition,
        entry,
        new Impact(impact.notes(), impact.effect(), impact.rollout(), impact.revival(), null),
        subject);
  }

  public Change reviving(Revival how) {
    return new Change(address, decision, transition, entry, impact.reviving(how), subject);
  }

  /// The same change, which creates the new object before it deletes the old one.
  public Change creatingFirst() {
    var order = new Decision(action(), reason(), replacement().creatingFirst());
    return new Change(address, order, transition, entry, impact, subject);
  }
}
