package io.esform.apply;

import io.esform.apply.ApplyResult.NotDone;
import io.esform.apply.StepOutcome.Effect;
import io.esform.diag.Diagnostic;
import io.esform.diag.Diagnostics;
import io.esform.plan.Action;
import io.esform.plan.Plan;
import io.esform.provider.Progress;
import io.esform.state.InstanceState;
import io.esform.state.State;
import io.esform.value.Value;
import io.esform.value.Value.ObjectValue;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.jspecify.annotations.Nullable;

/// One run of a plan. The thread that calls {@link #run} owns all of this object; steps run on
/// virtual threads and answer through the queue of events.
final class ApplyRun {

  /// What a running step tells.
  private sealed interface Event {
    record Finished(Step step, StepOutcome outcome) implements Event {}

    record Told(Step step, String message) implements Event {}
  }

  private final Applier.Setting setting;
  private final Plan plan;
  private final RunState state;
  private final StateWriter writer;
  private final StepRunner runner;
  private final BlockingQueue<Event> events = new LinkedBlockingQueue<>();
  private final Schedule schedule;
  private final Map<Step, Long> startedAt = new HashMap<>();
  private final Set<Diagnostic> found = new LinkedHashSet<>();
  private long added;
  private long changed;
  private long destroyed;

  ApplyRun(Applier.Setting setting, Plan plan) {
    this.setting = setting;
    this.plan = plan;
    this.schedule = new Schedule(StepGraph.of(plan), setting.rollout());
    this.state = new RunState(plan.prior());
    this.writer = new StateWriter(setting.backend(), state, plan.prior());
    this.runner =
        new StepRunner(setting.registry(), plan.resolver(), state, plan.prior().lineage());
  }

  ApplyResult run() {
    writer.start();
    writer.saveNow();
    startWhatMay();
    while (!startedAt.isEmpty()) {
      handle(takeEvent());
      startWhatMay();
    }
    settleOutputs();
    writer.finish();
    return result();
  }

  private Event takeEvent() {
    boolean interrupted = false;
    try {
      while (true) {
        try {
          return events.take();
        } catch (InterruptedException _) {
          interrupted = true;
          setting.cancellation().request();
        }
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private void handle(Event event) {
    switch (event) {
      case Event.Told(var step, var message) ->
          setting.listener().progressed(step.address(), step.action(), message);
      case Event.Finished(var step, var outcome) -> finished(step, outcome);
    }
  }

  // Starting

  private void startWhatMay() {
    String reason = stopReason();
    for (Step step = next(reason); step != null; step = next(reason)) {
      if (step.works()) {
        launch(step);
      } else {
        finishWithoutWork(step);
      }
      reason = stopReason();
    }
  }

  private @Nullable Step next(@Nullable String stopReason) {
    if (stopReason != null) {
      schedule.skipRest(stopReason);
      return null;
    }
    Step step = schedule.next(startedAt.size() < setting.parallelism());
    return step == null && startedAt.isEmpty() ? schedule.nextBeyondBound() : step;
  }

  private @Nullable String stopReason() {
    Diagnostics failure = writer.failure();
    if (failure.hasErrors()) {
      failure.forEach(found::add);
      return "the state cannot be saved";
    }
    return setting.cancellation().isRequested() ? "the run was stopped" : null;
  }

  private void launch(Step step) {
    startedAt.put(step, setting.clock().millis());
    setting.listener().started(step.address(), step.action());
    Thread.ofVirtual()
        .name(step.address().toString())
        .start(() -> events.add(new Event.Finished(step, runner.run(step, progressOf(step)))));
  }

  private Progress progressOf(Step step) {
    return new Progress() {
      @Override
      public void identified(String id) {
        ObjectValue planned = step.change().after();
        if (step.action() == Action.CREATE && planned != null) {
          state.put(step.address(), InstanceStates.halfMade(step.change(), planned, id));
          writer.saveNow();
        }
      }

      @Override
      public void message(String text) {
        events.add(new Event.Told(step, text));
      }

      @Override
      public boolean isCancelled() {
        return setting.cancellation().isRequested();
      }
    };
  }

  // Finishing

  private void finishWithoutWork(Step step) {
    if (step.kind != Step.Kind.GATE) {
      switch (step.action()) {
        case NO_OP -> refreshDependencies(step);
        case FORGET -> {
          state.remove(step.address());
          writer.changed();
        }
        case CREATE, READ, UPDATE, REPLACE, DELETE -> {}
      }
    }
    schedule.done(step);
  }

  private void refreshDependencies(Step step) {
    var known = state.get(step.address());
    if (known != null && !known.dependencies().equals(step.change().dependencies())) {
      state.put(
          step.address(),
          new InstanceState(
              known.provider(),
              known.attributes(),
              known.dynamicAttributes(),
              step.change().dependencies(),
              known.generation(),
              known.status()));
      writer.changed();
    }
  }

  private void finished(Step step, StepOutcome outcome) {
    Long since = startedAt.remove(step);
    long seconds = since == null ? 0 : (setting.clock().millis() - since) / 1000;
    outcome.diagnostics().forEach(found::add);
    record(step, outcome);
    if (outcome.isFailed()) {
      setting.listener().failed(step.address(), step.action(), seconds);
      schedule.failed(step);
    } else {
      setting.listener().finished(step.address(), step.action(), seconds, outcome.id());
      count(step, outcome);
      schedule.done(step);
    }
  }

  private void record(Step step, StepOutcome outcome) {
    switch (outcome.effect()) {
      case Effect.Keep() -> {}
      case Effect.Put(var instance) -> {
        state.publish(step.address(), instance.attributes());
        state.put(step.address(), instance);
        writer.changed();
      }
      case Effect.Remove() -> {
        state.remove(step.address());
        writer.changed();
      }
      case Effect.Publish(var values) -> state.publish(step.address(), values);
    }
  }

  private void count(Step step, StepOutcome outcome) {
    if (!outcome.counts()) {
      return;
    }
    switch (step.action()) {
      case CREATE -> added++;
      case UPDATE -> changed++;
      case DELETE -> destroyed++;
      case NO_OP, READ, REPLACE, FORGET -> {}
    }
  }

  // The end

  private void settleOutputs() {
    boolean whole = schedule.notDone().isEmpty() && found.stream().noneMatch(Diagnostic::isError);
    if (plan.destroying()) {
      if (whole) {
        state.setOutputs(new TreeMap<>());
      }
      return;
    }
    var resolved = plan.resolver().outputs(state);
    if (whole) {
      resolved.diagnostics().forEach(found::add);
    }
    var values = resolved.value();
    if (values == null) {
      return;
    }
    var outputs = new TreeMap<String, Value>();
    values.forEach((name, value) -> {
      var before = state.outputs().get(name);
      if (value.isWhollyKnown()) {
        outputs.put(name, value);
      } else if (before != null) {
        outputs.put(name, before);
      }
    });
    state.setOutputs(outputs);
  }

  private ApplyResult result() {
    State now = state.snapshot(writer.saved().serial());
    boolean lost = writer.failure().hasErrors() && !now.equals(writer.saved());
    if (lost) {
      writer.failure().forEach(found::add);
      setting.backend().rescue(now).forEach(found::add);
    }
    return new ApplyResult(
        now,
        added,
        changed,
        destroyed,
        new Diagnostics(List.copyOf(found)),
        schedule.notDone().entrySet().stream()
            .map(entry -> new NotDone(entry.getKey(), entry.getValue()))
            .toList());
  }
}
