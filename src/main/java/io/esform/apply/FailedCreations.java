package io.esform.apply;

import io.esform.apply.StepOutcome.Effect;
import io.esform.diag.Diagnostic;
import io.esform.diag.DiagnosticSink;
import io.esform.diag.Diagnostics;
import io.esform.plan.Change;
import io.esform.plan.Rollout;
import io.esform.plan.Rollout.OnFailure;
import io.esform.plan.instance.InstancePlanner;
import io.esform.plan.secrets.SecretTexts;
import io.esform.provider.Connection;
import io.esform.provider.ResourceType;
import io.esform.provider.ResourceType.ApplyResponse;
import io.esform.provider.ResourceType.CreateRequest;
import io.esform.provider.ResourceType.DeleteRequest;
import io.esform.provider.Restorable;
import io.esform.provider.Restorable.Restoration;
import io.esform.state.FailedUpdate;
import io.esform.state.InstanceState;
import io.esform.state.InstanceState.Status;
import io.esform.state.JournalRecord;
import io.esform.state.JournalRecord.Intent;
import io.esform.value.Marks;
import io.esform.value.Value.ObjectValue;
import java.time.Instant;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Settles the failed creation of an object that replaces an earlier one, which is destroyed
/// already. If the rollout says so, the new object is destroyed, and an object like the last good
/// one is created.
///
/// Each call has an intent of its own in the journal, as in every creation and deletion, so that
/// the next run finds the object of a killed one.
///
/// @param old the recorded object before the change
/// @param tokens gives each creation another token
record FailedCreations(
    Change change,
    ResourceType type,
    Connection connection,
    StepCalls calls,
    RunState state,
    InstanceState old,
    Supplier<String> tokens,
    Instant now) {

  /// @param failed the outcome of the creation
  /// @param left the recorded new object; null for none
  /// @param good the last good state, with marks
  private record Attempt(
      Restorable type,
      StepOutcome failed,
      @Nullable InstanceState left,
      ObjectValue good,
      FailureAccount account) {

    StepOutcome ended(@Nullable InstanceState instance, String note, Diagnostic more) {
      return ended(
          instance == null
              ? new Effect.Remove()
              : new Effect.Put(instance.withFailedUpdate(new FailedUpdate(good, note))),
          more);
    }

    StepOutcome ended(Effect effect, Diagnostic more) {
      var all = new DiagnosticSink();
      all.report(failed.diagnostics());
      all.report(more);
      return new StepOutcome(effect, false, all.toDiagnostics());
    }
  }

  /// The outcome of the step: always failed. It stays as it is if there is nothing to return to.
  StepOutcome settle(StepOutcome failed, ObjectValue planned) {
    Rollout rollout = change.impact().rollout();
    if (!(type instanceof Restorable restorable)
        || rollout == null
        || change.replacement().createFirst()
        || failed.effect() instanceof Effect.NotBegun) {
      return failed;
    }
    ObjectValue good = LastGood.of(change, restorable, old, change.before());
    if (good == null) {
      return failed;
    }
    var secrets = SecretTexts.of(planned, change.before(), good);
    var account =
        new FailureAccount(change, restorable, now, secrets, failed.diagnostics(), planned, good);
    var attempt = new Attempt(restorable, failed, left(failed), good, account);
    if (rollout.onFailure() == OnFailure.STOP) {
      return attempt.ended(attempt.left(), account.failed(), account.stopped());
    }
    if (calls.isCancelled()) {
      return refused(attempt, "the run was stopped");
    }
    if (attempt.left() != null && !attempt.left().isIdentified()) {
      return refused(attempt, "it is not known whether its new object exists");
    }
    Restoration restoration = LastGood.restoration(change, restorable, good, planned, null);
    ObjectValue again = restoration.planned();
    return again == null
        ? refused(attempt, String.valueOf(restoration.refusal()))
        : restore(attempt, InstancePlanner.markState(change.schema(), again, good));
  }

  private @Nullable InstanceState left(StepOutcome failed) {
    return switch (failed.effect()) {
      case Effect.Put(var instance) -> instance;
      case Effect.Remove() -> null;
      case Effect.Keep(), Effect.NotBegun(), Effect.Publish _ -> state.get(change.address());
    };
  }

  private static ObjectValue plain(ObjectValue object) {
    return (ObjectValue) Marks.strip(object);
  }

  private static StepOutcome refused(Attempt attempt, String reason) {
    return attempt.ended(
        attempt.left(), attempt.account().failed(), attempt.account().notRestored(reason));
  }

  private StepOutcome restore(Attempt attempt, ObjectValue planned) {
    FailureAccount account = attempt.account();
    int generation = change.generation();
    var progress =
        new RestoreProgress(
            new DiscreetProgress(calls, account.secrets()),
            calls,
            change.address(),
            generation + 1,
            account.goodGeneration());
    InstanceState left = attempt.left();
    if (left != null) {
      var failure = new FailedUpdate(attempt.good(), account.failed());
      if (!calls.note(new JournalRecord.Put(change.address(), left.withFailedUpdate(failure)))
          || !calls.note(new Intent.Delete(change.address(), generation))) {
        return refused(attempt, "the journal cannot be written");
      }
      Diagnostics faults = delete(left, progress);
      if (faults.hasErrors()) {
        return attempt.ended(left, account.restoreFailed(), account.restoreFailed(faults));
      }
    }
    InstanceState asked =
        InstanceStates.planned(change, planned)
            .withGeneration(generation + 1)
            .withDependencies(old.dependencies())
            .withFailedUpdate(new FailedUpdate(attempt.good(), account.restored()));
    String token = tokens.get();
    if (!calls.note(new JournalRecord.Removed(change.address(), generation))
        || !calls.note(new Intent.Create(change.address(), token, asked))) {
      return attempt.ended(
          new Effect.Remove(), account.notRestored("the journal cannot be written"));
    }
    return create(attempt, asked, planned, token, progress);
  }

  private Diagnostics delete(InstanceState left, RestoreProgress progress) {
    var request =
        new DeleteRequest(change.address().toString(), plain(left.attributes()), progress);
    try {
      return account(type.delete(connection, request), left.attributes());
    } catch (RuntimeException | Error fault) {
      return account(StepRunner.breakdown(change, fault), left.attributes());
    }
  }

  private Diagnostics account(Diagnostics diagnostics, ObjectValue secrets) {
    return ChangeDiagnostics.located(change, SecretTexts.of(secrets).hide(diagnostics));
  }

  private StepOutcome create(
      Attempt attempt,
      InstanceState asked,
      ObjectValue planned,
      String token,
      RestoreProgress progress) {
    FailureAccount account = attempt.account();
    ApplyResponse response =
        StepRunner.create(
            change,
            type,
            connection,
            new CreateRequest(change.address().toString(), plain(planned), token, progress));
    var sink = new DiagnosticSink();
    sink.report(ChangeDiagnostics.located(change, account.secrets().hide(response.diagnostics())));
    StepOutcome end = new Outcomes(change, token, state, sink).updated(planned, response.state());
    InstanceState made =
        end.effect() instanceof Effect.Put(var instance)
            ? asked.withAttributes(instance.attributes())
            : null;
    if (made != null && !end.isFailed()) {
      InstanceState restored =
          made.withStatus(Status.READY)
              .withFailedUpdate(new FailedUpdate(null, account.restored()));
      return attempt.ended(new Effect.Put(restored), account.restored(restored.attributes()));
    }
    Diagnostic failure = account.restoreFailed(end.diagnostics());
    if (made != null) {
      return attempt.ended(made.withStatus(Status.TAINTED), account.restoreFailed(), failure);
    }
    if (response.unfinished()) {
      InstanceState known = state.get(change.address());
      return attempt.ended(
          known == null ? asked.withToken(token) : known, account.restoreFailed(), failure);
    }
    calls.note(new JournalRecord.Removed(change.address(), asked.generation()));
    return attempt.ended(new Effect.Remove(), failure);
  }
}
