package io.esform.plan.check;

import io.esform.address.ResourceInstanceAddress;
import io.esform.config.Module;
import io.esform.config.MoveRules;
import io.esform.config.MoveRules.Hop;
import io.esform.config.Resource;
import io.esform.config.evaluation.DestroyPrevention;
import io.esform.config.evaluation.Evaluation;
import io.esform.config.evaluation.ResourceInstance;
import io.esform.diag.Diagnostic;
import io.esform.diag.DiagnosticSink;
import io.esform.plan.Action;
import io.esform.plan.Change;
import io.esform.plan.Reason;
import io.esform.plan.inputs.PlanInputs;
import io.esform.state.State;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Refuses to destroy or replace objects whose resource block says `prevent_destroy`. The block
/// holds every object at its addresses: also one whose key is gone from `count` or `for_each`, one
/// that a replacement has left behind, and one that a `moved` block sends to it.
public final class PreventedDestroys {

  private final Module root;
  private final MoveRules moves;
  private final DestroyPrevention present;
  private final DestroyPrevention former;
  private final DiagnosticSink sink;

  /// @param evaluation of the plan
  /// @param state what exists
  public PreventedDestroys(
      PlanInputs inputs, MoveRules moves, Evaluation evaluation, State state, DiagnosticSink sink) {
    this.root = inputs.root();
    this.moves = moves;
    this.present = new DestroyPrevention(evaluation);
    // An evaluation of its own: what a key that is gone makes invalid is no fault of the plan.
    this.former = new DestroyPrevention(inputs.over(state));
    this.sink = sink;
  }

  public void check(List<Change> changes) {
    for (Change change : changes) {
      if (change.action() == Action.DELETE || change.action() == Action.REPLACE) {
        check(change, home(change.address()));
      }
    }
  }

  /// The address whose block protects the object: its own, or the target of a move that was
  /// refused.
  private ResourceInstanceAddress home(ResourceInstanceAddress address) {
    ResourceInstanceAddress at = address;
    Set<ResourceInstanceAddress> seen = new HashSet<>();
    while (root.resource(at.resource()) == null && seen.add(at)) {
      Optional<Hop> hop = moves.next(at);
      if (hop.isPresent()) {
        at = hop.get().to();
      }
    }
    return at;
  }

  private void check(Change change, ResourceInstanceAddress home) {
    Resource block = root.resource(home.resource());
    if (block == null || block.lifecycle().preventDestroy() == null) {
      return;
    }
    Optional<ResourceInstance> instance = present.present(home);
    if (instance.isPresent()) {
      var found = new DiagnosticSink();
      if (present.isPrevented(instance.get(), found)) {
        report(change, block, home, null);
      }
      found.toDiagnostics().forEach(it -> sink.report(it.withAddress(change.address().toString())));
      return;
    }
    former.former(home).ifPresent(it -> checkFormer(change, it));
  }

  private void checkFormer(Change change, ResourceInstance instance) {
    var found = new DiagnosticSink();
    boolean prevented = former.isPrevented(instance, found);
    if (prevented || found.hasErrors()) {
      String undecided =
          found.hasErrors()
              ? " Its condition cannot be evaluated for a key that is gone, and then the object is"
                  + " kept."
              : null;
      report(change, instance.resource(), instance.address(), undecided);
    }
  }

  private void report(
      Change change, Resource block, ResourceInstanceAddress home, @Nullable String undecided) {
    sink.report(
        Diagnostic.error(
                "Instance cannot be destroyed",
                "%s, but the lifecycle of %s says prevent_destroy.%s %s"
                    .formatted(
                        planned(change),
                        change.address().equals(home) ? home.resource() : home,
                        undecided == null ? "" : undecided,
                        advice(change)),
                block.headerRange())
            .withAddress(change.address().toString()));
  }

  private static String planned(Change change) {
    ResourceInstanceAddress address = change.address();
    if (change.action() == Action.REPLACE) {
      return "The plan replaces " + address;
    }
    return switch (change.reason()) {
      case KEY_NOT_IN_CONFIGURATION ->
          "The plan destroys %s, because count or for_each no longer makes its key"
              .formatted(address);
      case DEPOSED ->
          "The plan destroys the old object of %s, which a replacement has left behind"
              .formatted(address);
      default -> "The plan destroys " + address;
    };
  }

  private static String advice(Change change) {
    String allow =
        "To let the object be destroyed, remove prevent_destroy or make its condition false.";
    return switch (change.reason()) {
      case KEY_NOT_IN_CONFIGURATION ->
          "%s To keep the object, restore the key, or remove the object from the state:\n\n    esform state rm '%s'\n"
              .formatted(allow, change.address());
      case DEPOSED -> allow;
      default ->
          "%s To plan the rest without it:\n\n    esform %s --exclude '%s'\n"
              .formatted(
                  allow, change.reason() == Reason.DESTROY ? "destroy" : "plan", change.address());
    };
  }
}
