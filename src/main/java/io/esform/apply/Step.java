package io.esform.apply;

import io.esform.address.ResourceInstanceAddress;
import io.esform.diag.EsformBug;
import io.esform.plan.Action;
import io.esform.plan.Change;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A node of the step graph. Belongs to the thread that applies; others only read what is final.
final class Step {

  /// What a step does.
  enum Kind {
    /// Makes, updates or reads an instance, or finds nothing to do.
    PUT,
    /// Deletes or forgets an instance; the first half of a replacement.
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
  final List<Step> successors = new ArrayList<>();
  int waitingFor;
  Progress progress = Progress.WAITING;

  private Step(Kind kind, @Nullable Change change) {
    this.kind = kind;
    this.change = change;
  }

  static Step put(Change change) {
    return new Step(Kind.PUT, change);
  }

  static Step remove(Change change) {
    return new Step(Kind.REMOVE, change);
  }

  static Step gate() {
    return new Step(Kind.GATE, null);
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

  /// Whether nothing more is to be done to the instance after this step.
  boolean isLastOfInstance() {
    return kind == Kind.PUT || change().action() != Action.REPLACE;
  }
}
