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

/// Refuses to destroy or replace objects whose resource block sets `prevent_destroy`. The block
/// protects every object at its addresses, including objects whose key is no longer in `count` or
/// `for_each`, deposed objects, and objects that a `moved` block moves to it.
public final class PreventedDestroys {

  private final Module root;
  private final MoveRules moves;
  private final DestroyPrevention present;
  private final DestroyPrevention former;
  private final DiagnosticSink sink;

  /// @param evaluation of the plan
  /// @param state the existing objects
  public PreventedDestroys(
      PlanInputs inputs, MoveRules moves, Evaluation evaluation, State state, DiagnosticSink sink) {
    this.root = inputs.root();
    this.moves = moves;
    this.present = new DestroyPrevention(evaluation);
    // A separate evaluation: errors caused by a missing key are not errors of the plan.
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
              ? " Its condition cannot be evaluated for a removed key, so the object is protected."
              : null;
      report(change, instance.resource(), instance.address(), undecided);
    }
  }

  private void report(
      Change change, Resource block, ResourceInstanceAddress home, @Nullable String undecided) {
    sink.report(
        Diagnostic.error(
                "Instance cannot be destroyed",
                "%s, but the lifecycle of %s sets prevent_destroy.%s %s"
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
          "The plan destroys %s, because its key is no longer in count or for_each"
              .formatted(address);
      case DEPOSED ->
          "The plan destroys the deposed object of %s, which a replacement left behind"
              .formatted(address);
      default -> "The plan destroys " + address;
    };
  }

  private static String advice(Change change) {
    String allow = "To allow the destruction, remove prevent_destroy or make its condition false.";
    return switch (change.reason()) {
      case KEY_NOT_IN_CONFIGURATION ->
          "%s To keep the object, restore the key, or remove the object from the state:\n\n    esform state rm '%s'\n"
              .formatted(allow, change.address());
      case DEPOSED -> allow;
      default ->
          "%s To plan everything except this object:\n\n    esform %s --exclude '%s'\n"
              .formatted(
                  allow, change.reason() == Reason.DESTROY ? "destroy" : "plan", change.address());
    };
  }
}
