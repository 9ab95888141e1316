package io.esform.apply;

import io.esform.apply.ApplyResult.SkippedStep;
import io.esform.apply.StepOutcome.Effect;
import io.esform.diag.Diagnostic;
import io.esform.diag.Diagnostics;
import io.esform.plan.Action;
import io.esform.plan.ConfigurationResolver;
import io.esform.plan.Plan;
import io.esform.plan.Rollout;
import io.esform.state.JournalRecord;
import io.esform.state.JournalRecord.Intent;
import io.esform.state.State;
import io.esform.state.backend.Backend;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.jspecify.annotations.Nullable;

/// One run of a plan. The thread that calls {@link #run} owns this object; steps run on virtual
/// threads and report through the queue of events.
final class ApplyRun {

  /// An event of a running step.
  private sealed interface Event {
    record Begun(Step step) implements Event {}

    record Finished(Step step, StepOutcome outcome) implements Event {}

    /// The outcome of a finished step is in the journal, or cannot be written.
    record ReportSettled(OrderedReports.Report entry, boolean kept) implements Event {}

    record Progressed(Step step, String message) implements Event {}

    /// A moment of a rollout's pause has passed.
    record Paused() implements Event {}
  }

  private static final Duration PAUSE_LOOK = Duration.ofMillis(200);
  private static final String NO_JOURNAL = "the journal cannot be written";

  private final Applier.Setting setting;
  private final Plan plan;
  private final ConfigurationResolver resolver;
  private final RunState state;
  private final JournalWriter journal;
  private final OutcomeRecorder recorder;
  private final StepRunner runner;
  private final BlockingQueue<Event> events = new LinkedBlockingQueue<>();
  private final Schedule schedule;
  private final Map<Step, Long> startedAt = new HashMap<>();
  private final OrderedReports reports = new OrderedReports();
  private final Set<Diagnostic> found = new LinkedHashSet<>();

  /// Whether an {@link Event.Paused} is under way.
  private boolean looking;

  private long added;
  private long changed;
  private long destroyed;

  ApplyRun(Applier.Setting setting, Plan plan, ConfigurationResolver resolver) {
    this.setting = setting;
    this.plan = plan;
    this.resolver = resolver;
    this.schedule = new Schedule(StepGraph.of(plan), setting.clock());
    this.state = new RunState(plan.prior());
    this.journal = new JournalWriter(setting.backend(), setting.tasks());
    this.recorder = new OutcomeRecorder(state, journal);
    this.runner = new StepRunner(setting, plan, resolver, state);
  }

  ApplyResult run() {
    Backend.Saved base = base();
    if (base.diagnostics().hasErrors()) {
      base.diagnostics().forEach(found::add);
      schedule.skipRest("the state cannot be saved");
      return result(plan.prior());
    }
    journal.start();
    startReadySteps();
    while (!startedAt.isEmpty() || !reports.isSettled() || schedule.isPausing()) {
      handle(takeEvent());
      startReadySteps();
    }
    journal.finish();
    boolean whole = isWhole();
    State settled = settled(base.state(), whole);
    if (whole && !setting.cancellation().isRequested()) {
      check();
    }
    return result(settled);
  }

  /// The saved state that the run starts from. An error if the journal or the state cannot be
  /// written.
  private Backend.Saved base() {
    if (!plan.isEmpty()) {
      Diagnostics prepared = setting.backend().prepare(plan.prior().lineage());
      if (prepared.hasErrors()) {
        return new Backend.Saved(plan.prior(), prepared);
      }
    }
    return setting.backend().save(plan.prior());
  }

  private Event takeEvent() {
    if (schedule.isPausing() && !looking) {
      looking = true;
      setting.tasks().start("rollout pause", this::waitAMoment);
    }
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

  private void waitAMoment() {
    try {
      setting.tasks().pause(PAUSE_LOOK);
    } catch (InterruptedException _) {
      // The pause is checked once more.
    }
    events.add(new Event.Paused());
  }

  private void handle(Event event) {
    switch (event) {
      case Event.Begun(var step) ->
          reports.add(() -> setting.listener().started(step.address(), step.action()));
      case Event.Progressed(var step, var message) ->
          reports.add(() -> setting.listener().progressed(step.address(), step.action(), message));
      case Event.Finished(var step, var outcome) -> finished(step, outcome);
      case Event.ReportSettled(var entry, var kept) -> reports.settle(entry, kept);
      case Event.Paused() -> looking = false;
    }
  }

  // Starting

  private void startReadySteps() {
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
    return step == null && startedAt.isEmpty() && !schedule.isPausing()
        ? schedule.nextBeyondBound()
        : step;
  }

  private @Nullable String stopReason() {
    Diagnostics failure = journal.failure();
    if (failure.hasErrors()) {
      failure.forEach(found::add);
      return NO_JOURNAL;
    }
    return setting.cancellation().isRequested() ? "the run was stopped" : null;
  }

  private void launch(Step step) {
    startedAt.put(step, setting.clock().millis());
    setting
        .tasks()
        .start(
            step.address().toString(),
            () -> events.add(new Event.Finished(step, runner.run(step, callsOf(step)))));
  }

  private StepCalls callsOf(Step step) {
    return new StepCalls() {
      @Override
      public boolean begin(@Nullable Intent intent) {
        boolean kept = intent == null ? !journal.failure().hasErrors() : note(intent);
        if (kept) {
          events.add(new Event.Begun(step));
        }
        return kept;
      }

      @Override
      public boolean note(JournalRecord each) {
        boolean kept = journal.addAndWait(each);
        if (kept) {
          state.apply(each);
        }
        return kept;
      }

      @Override
      public void identified(String id) {
        if (step.action() == Action.CREATE) {
          var known = new JournalRecord.Identified(step.address(), step.generation(), id);
          state.apply(known);
          journal.addAndWait(known);
        }
      }

      @Override
      public void message(String text) {
        events.add(new Event.Progressed(step, text));
      }

      @Override
      public boolean isCancelled() {
        return setting.cancellation().isRequested();
      }

      @Override
      public @Nullable Duration readyTimeout() {
        Rollout rollout = step.change().impact().rollout();
        return rollout == null ? null : rollout.readyTimeout();
      }
    };
  }

  // Finishing

  private void finishWithoutWork(Step step) {
    if (step.kind != Step.Operation.GATE) {
      switch (step.action()) {
        case NO_OP -> {
          recorder.unchanged(step);
          Diagnostics broken = runner.brokenConditions(step.change());
          broken.forEach(found::add);
          if (broken.hasErrors()) {
            schedule.failed(step);
            return;
          }
        }
        case FORGET -> recorder.removed(step);
        case CREATE, READ, UPDATE, REPLACE, DELETE -> {}
      }
    }
    schedule.done(step);
  }

  /// Steps that depend on this one start at once: their intents follow its outcome in the journal.
  private void finished(Step step, StepOutcome outcome) {
    Long since = startedAt.remove(step);
    long seconds = since == null ? 0 : (setting.clock().millis() - since) / 1000;
    outcome.diagnostics().forEach(found::add);
    OrderedReports.Report entry = reports.await(kept -> show(step, outcome, seconds, kept));
    recorder.record(step, outcome, kept -> events.add(new Event.ReportSettled(entry, kept)));
    if (outcome.effect() instanceof Effect.NotBegun) {
      schedule.withdraw(step, NO_JOURNAL);
    } else if (outcome.isFailed()) {
      schedule.failed(step);
    } else {
      count(step, outcome);
      schedule.done(step);
    }
  }

  private void show(Step step, StepOutcome outcome, long seconds, boolean kept) {
    if (outcome.effect() instanceof Effect.NotBegun) {
      return;
    }
    if (outcome.isFailed() || !kept) {
      setting.listener().failed(step.address(), step.action(), seconds);
    } else {
      setting.listener().finished(step.address(), step.action(), seconds, outcome.id());
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

  /// The current state, saved if possible.
  ///
  /// @param whole whether the run completed the plan
  private State settled(State base, boolean whole) {
    var outputs = FinalOutputs.of(plan, resolver, state, whole);
    outputs.diagnostics().forEach(found::add);
    State now = state.snapshot().withOutputs(outputs.values()).withSerial(base.serial());
    Backend.Saved saved = setting.backend().save(now);
    saved.diagnostics().forEach(found::add);
    if (saved.diagnostics().hasErrors()) {
      journal.failure().forEach(found::add);
      // A run that has changed nothing has nothing to restore.
      if (!now.equals(base)) {
        setting.backend().rescue(now).forEach(found::add);
      }
    }
    return saved.state();
  }

  private boolean isWhole() {
    return schedule.notDone().isEmpty() && found.stream().noneMatch(Diagnostic::isError);
  }

  /// Evaluates the check blocks, unless the plan is empty or destroys everything.
  private void check() {
    if (!plan.isEmpty() && !plan.destroying()) {
      resolver.checks(state).forEach(check -> found.addAll(check.problems()));
    }
  }

  private ApplyResult result(State now) {
    return new ApplyResult(
        now,
        added,
        changed,
        destroyed,
        new Diagnostics(List.copyOf(found)),
        schedule.notDone().entrySet().stream()
            .map(entry -> new SkippedStep(entry.getKey(), entry.getValue()))
            .toList());
  }
}
