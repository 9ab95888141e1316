package io.esform.engine;

import static java.util.Objects.requireNonNull;

import io.esform.address.ResourceInstanceAddress;
import io.esform.apply.ApplyResult;
import io.esform.diag.Diagnostic;
import io.esform.engine.Story.Chapter;
import io.esform.engine.Story.Outage;
import io.esform.plan.Plan;
import io.esform.state.FailedUpdate;
import io.esform.state.InstanceState;
import io.esform.state.State;
import io.esform.state.backend.Backend.Loaded;
import io.esform.testing.FakeProvider;
import io.esform.testing.FakeProvider.Ending;
import io.esform.testing.Workbench;
import io.esform.value.Marks;
import io.esform.value.Value;
import io.esform.value.Value.ObjectValue;
import io.esform.value.Value.StringValue;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/// Runs a story and checks:
///
/// - after an apply without failures the next plan is empty;
/// - after applies with failures, an apply without failures creates the configured objects;
/// - so does an apply after a killed run;
/// - the state contains exactly the existing objects;
/// - check blocks do not affect the calls, whether they pass or fail;
/// - no call starts before its dependencies have succeeded, and no limit of a rollout is exceeded;
/// - objects that are down are restored before objects that are up are updated;
/// - a successful return after a failed update leaves the object as it was last good;
/// - a destroy removes all objects.
final class StoryRunner {

  private final FakeProvider provider = new FakeProvider();
  private final Workbench workbench = new Workbench(provider);

  private StoryRunner() {
    Block.modules().forEach(workbench::withFile);
  }

  /// A violation of a property by the story.
  private static final class Broken extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Broken(String rule) {
      super(rule);
    }
  }

  /// The violation; empty for none.
  static Optional<String> violation(Story story) {
    var runner = new StoryRunner();
    try {
      for (Chapter chapter : story.chapters()) {
        runner.live(chapter);
      }
      runner.mendAndDestroy(story.chapters().getLast());
      return Optional.empty();
    } catch (Broken broken) {
      return Optional.of(String.valueOf(broken.getMessage()));
    } catch (RuntimeException | AssertionError failure) {
      return Optional.of(failure.toString());
    }
  }

  private void live(Chapter chapter) {
    Loaded loaded = workbench.backend().load();
    provider.endWith(chapter::ending);
    provider.forgetCalls();
    List.copyOf(provider.world().keySet()).forEach(id -> suffer(id, chapter.outage(id)));
    Set<ResourceInstanceAddress> down = down(loaded);
    workbench.withParallelism(chapter.parallelism());
    workbench.backend().killAfter(chapter.writes());
    ApplyResult result = workbench.apply(planWithChecks(chapter));
    workbench.backend().revive();
    String order = CallOrder.broken(chapter, provider.calls(), loaded, down);
    require(order.isEmpty(), order);
    requireReturns(chapter, loaded);
    if (chapter.isKilled()) {
      return;
    }
    requireStateIsTheWorld();
    if (isGood(result)) {
      requireEmptyPlan(chapter);
    } else {
      require(chapter.failures() > 0, "an apply failed on its own: " + result.diagnostics());
    }
  }

  /// Not checked for objects that have moved to another address during the run.
  private void requireReturns(Chapter chapter, Loaded loaded) {
    requireNonNull(loaded.state())
        .instances()
        .forEach((address, before) -> {
          ObjectValue now = provider.world().get(id(before));
          String call = "restore " + address;
          if (now == null
              || !provider.calls().contains("-" + call)
              || chapter.ending(call) != Ending.GOOD) {
            return;
          }
          FailedUpdate failed = before.failedUpdate();
          ObjectValue good =
              failed == null || failed.lastGood() == null ? before.attributes() : failed.lastGood();
          require(
              now.get("down").isNull()
                  && Stream.of(before.attributes(), good)
                      .anyMatch(it -> it.get("size").equals(now.get("size"))),
              address + " was restored to another state");
        });
  }

  private void suffer(String id, Outage outage) {
    switch (outage) {
      case NONE -> {}
      case GONE -> provider.world().remove(id);
      case DOWN -> provider.bringDown(id);
    }
  }

  /// The recorded objects that are missing, down or not complete.
  private Set<ResourceInstanceAddress> down(Loaded loaded) {
    var down = new TreeSet<ResourceInstanceAddress>();
    requireNonNull(loaded.state())
        .instances()
        .forEach((address, object) -> {
          ObjectValue now = provider.world().get(id(object));
          if (object.status() != InstanceState.Status.READY
              || now == null
              || !now.get("down").isNull()) {
            down.add(address);
          }
        });
    return down;
  }

  private void mendAndDestroy(Chapter last) {
    provider.endWith(_ -> Ending.GOOD);
    ApplyResult result = workbench.apply(planWithChecks(last));
    require(isGood(result), "a run without failures failed: " + result.diagnostics());
    requireEmptyPlan(last);
    requireStateIsTheWorld();
    ApplyResult destroyed = workbench.apply(workbench.planDestroy(last.text()));
    require(isGood(destroyed), "destroy failed: " + destroyed.diagnostics());
    require(provider.world().isEmpty(), "destroy left " + provider.world().keySet());
    require(workbench.backend().kept().isEmpty(), "destroy left something in the state");
  }

  private static boolean isGood(ApplyResult result) {
    return result.notDone().isEmpty()
        && result.diagnostics().all().stream().noneMatch(Diagnostic::isError);
  }

  private void requireEmptyPlan(Chapter chapter) {
    require(planWithChecks(chapter).isEmpty(), "the plan after an apply is not empty");
  }

  private Plan planWithChecks(Chapter chapter) {
    Plan plan = workbench.plan(chapter.textWithChecks());
    require(plan.checks().size() == 2 * chapter.blocks().size(), "some check was not evaluated");
    require(
        plan.changes().equals(workbench.plan(chapter.text()).changes()),
        "the plan with checks is another");
    return plan;
  }

  /// Checks that state and world have the same objects, except creations with an unknown result,
  /// and that ready objects have the same attributes.
  private void requireStateIsTheWorld() {
    State state = workbench.backend().kept();
    var ids = new TreeSet<String>();
    objects(state).filter(InstanceState::isIdentified).forEach(object -> ids.add(id(object)));
    require(
        ids.equals(new TreeSet<>(provider.world().keySet())),
        "the state has %s, the world %s".formatted(ids, provider.world().keySet()));
    objects(state)
        .filter(object -> object.status() == InstanceState.Status.READY)
        .forEach(object ->
            require(
                Marks.strip(object.attributes()).equals(provider.world().get(id(object))),
                "the state of " + id(object) + " is not what exists"));
  }

  private static Stream<InstanceState> objects(State state) {
    return Stream.concat(state.instances().values().stream(), state.deposed().values().stream());
  }

  private static String id(InstanceState object) {
    ObjectValue attributes = object.attributes();
    Value id = attributes.get("id");
    return id instanceof StringValue(var text) ? text : "";
  }

  private static void require(boolean holds, String rule) {
    if (!holds) {
      throw new Broken(rule);
    }
  }
}
