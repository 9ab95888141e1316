package io.esform.apply;

import io.esform.address.ResourceInstanceAddress;
import io.esform.diag.EsformBug;
import io.esform.plan.Action;
import io.esform.plan.Change;
import io.esform.plan.PriorObject;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A node of the step graph. Owned by the thread that applies; other threads read only its final
/// fields.
final class Step {

  /// The kind of a step.
  enum Operation {
    /// Creates, updates or reads an instance, or leaves it unchanged.
    PUT,
    /// Deletes or forgets an object; one half of a replacement.
    REMOVE,
    /// Does nothing; combines its predecessors, so that the graph has fewer edges.
    GATE
  }

  /// The progress of a step.
  enum Progress {
    WAITING,
    RUNNING,
    DONE,
    FAILED,
    SKIPPED
  }

  final Operation kind;
  private final @Nullable Change change;
  private final int generation;
  final List<Step> successors = new ArrayList<>();
  int waitingFor;
  Progress progress = Progress.WAITING;

  /// The number of provider calls on the longest path of steps that wait for this one.
  int callsBehind;

  /// Whether the restoration of an object that is down waits for this step.
  boolean leadsToRevival;

  private Step(Operation kind, @Nullable Change change, int generation) {
    this.kind = kind;
    this.change = change;
    this.generation = generation;
  }

  static Step put(Change change) {
    return new Step(Operation.PUT, change, change.generation());
  }

  /// @param generation of the object that is removed
  static Step remove(Change change, int generation) {
    return new Step(Operation.REMOVE, change, generation);
  }

  static Step gate() {
    return new Step(Operation.GATE, null, 0);
  }

  void before(Step other) {
    successors.add(other);
    other.waitingFor++;
  }

  Change change() {
    if (change == null) {
      throw new EsformBug("A gate has no change.");
    }
    return change;
  }

  ResourceInstanceAddress address() {
    return change().address();
  }

  /// The generation of the step's object.
  int generation() {
    return generation;
  }

  /// Whether the step creates a new object while the old one exists.
  boolean createsFirst() {
    return kind == Operation.PUT && change().replacement().createFirst();
  }

  /// Whether the step removes an object that a newer one at the same address replaces.
  boolean removesOldObject() {
    return kind == Operation.REMOVE
        && (change().replacement().createFirst()
            || change().priorObject() instanceof PriorObject.Deposed);
  }

  /// The action as reported: the halves of a replacement are a DELETE and a CREATE.
  Action action() {
    Action whole = change().action();
    if (whole != Action.REPLACE) {
      return whole;
    }
    return kind == Operation.REMOVE ? Action.DELETE : Action.CREATE;
  }

  /// Whether the step calls a provider.
  boolean works() {
    return kind != Operation.GATE && StepRunner.callsProvider(action());
  }

  /// Whether the step restores an object that is down, or is one half of that.
  boolean revives() {
    return kind != Operation.GATE && change().revives();
  }

  /// Whether the step changes an object that is up.
  boolean disturbs() {
    return works()
        && !revives()
        && switch (change().action()) {
          case UPDATE, REPLACE -> true;
          case NO_OP, CREATE, READ, DELETE, FORGET -> false;
        };
  }

  /// Whether the step makes an instance unavailable that is up. A replacement does so when it
  /// destroys the old object, unless it creates the new one first.
  boolean makesUnavailable() {
    return disturbs()
        && !change().replacement().createFirst()
        && (change().action() == Action.UPDATE || kind == Operation.REMOVE);
  }

  /// Whether this is the last step of the instance.
  boolean isLastOfInstance() {
    return kind == Operation.PUT || change().action() != Action.REPLACE;
  }
}
