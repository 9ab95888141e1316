package io.esform.apply;

import io.esform.address.ResourceInstanceAddress;
import io.esform.diag.EsformBug;
import io.esform.plan.Action;
import io.esform.plan.Change;
import io.esform.plan.PriorObject;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A node of the step graph. Belongs to the thread that applies; others only read what is final.
final class Step {

  /// What a step does.
  enum Kind {
    /// Makes, updates or reads an instance, or finds nothing to do.
    PUT,
    /// Deletes or forgets an object; one half of a replacement.
    REMOVE,
    /// Does nothing; stands for all that leads into it, so that edges stay few.
    GATE
  }

  /// Where a step stands.
  enum Progress {
    WAITING,
    RUNNING,
    DONE,
    FAILED,
    SKIPPED
  }

  final Kind kind;
  private final @Nullable Change change;
  private final int generation;
  final List<Step> successors = new ArrayList<>();
  int waitingFor;
  Progress progress = Progress.WAITING;

  /// Of the lines of steps that wait for this one, the number of provider calls in the longest.
  int callsBehind;

  /// Whether something that is down waits for this step.
  boolean leadsToRevival;

  private Step(Kind kind, @Nullable Change change, int generation) {
    this.kind = kind;
    this.change = change;
    this.generation = generation;
  }

  static Step put(Change change) {
    return new Step(Kind.PUT, change, change.generation());
  }

  /// @param generation of the object that goes
  static Step remove(Change change, int generation) {
    return new Step(Kind.REMOVE, change, generation);
  }

  static Step gate() {
    return new Step(Kind.GATE, null, 0);
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

  /// Of the object that the step is about.
  int generation() {
    return generation;
  }

  /// Whether the step makes a new object beside the old one.
  boolean createsFirst() {
    return kind == Kind.PUT && change().replacement().createFirst();
  }

  /// Whether the step removes an object whose address has a newer one.
  boolean removesOldObject() {
    return kind == Kind.REMOVE
        && (change().replacement().createFirst()
            || change().priorObject() instanceof PriorObject.Deposed);
  }

  /// What the step does, as it is told: a replacement's halves are a DELETE and a CREATE.
  Action action() {
    Action whole = change().action();
    if (whole != Action.REPLACE) {
      return whole;
    }
    return kind == Kind.REMOVE ? Action.DELETE : Action.CREATE;
  }

  /// Whether the step calls a provider.
  boolean works() {
    return kind != Kind.GATE && StepRunner.callsProvider(action());
  }

  /// Whether the step brings back what is down, or is half of that.
  boolean revives() {
    return kind != Kind.GATE && change().revives();
  }

  /// Whether the step changes what is up.
  boolean disturbs() {
    return works()
        && !revives()
        && switch (change().action()) {
          case UPDATE, REPLACE -> true;
          case NO_OP, CREATE, READ, DELETE, FORGET -> false;
        };
  }

  /// Whether the instance is whole again after this step, or gone for good.
  boolean isLastOfInstance() {
    return kind == Kind.PUT || change().action() != Action.REPLACE;
  }
}
