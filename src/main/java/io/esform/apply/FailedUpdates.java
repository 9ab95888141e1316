package io.esform.apply;

import io.esform.apply.StepOutcome.Effect;
import io.esform.diag.Diagnostic;
import io.esform.diag.DiagnosticSink;
import io.esform.plan.Change;
import io.esform.plan.Rollout;
import io.esform.plan.Rollout.OnFailure;
import io.esform.plan.instance.InstancePlanner;
import io.esform.plan.secrets.SecretTexts;
import io.esform.provider.Connection;
import io.esform.provider.ResourceType;
import io.esform.provider.ResourceType.ApplyResponse;
import io.esform.provider.ResourceType.ReadRequest;
import io.esform.provider.ResourceType.ReadResponse;
import io.esform.provider.ResourceType.UpdateRequest;
import io.esform.provider.Restorable;
import io.esform.provider.Restorable.Restoration;
import io.esform.state.FailedUpdate;
import io.esform.state.InstanceState;
import io.esform.state.JournalRecord;
import io.esform.state.JournalRecord.Intent;
import io.esform.value.Marks;
import io.esform.value.Value.ObjectValue;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Settles a failed update of a {@link Restorable} object: records what was tried, and returns the
/// object to its last good state if its rollout says so.
///
/// The journal contains the failed state before the return starts, so that a killed run loses
/// neither of the two.
///
/// @param now the time in the account of the attempt
record FailedUpdates(
    Change change,
    ResourceType type,
    Connection connection,
    StepCalls calls,
    RunState state,
    Instant now) {

  /// An attempt and the object that it left.
  ///
  /// @param failed the outcome of the update
  /// @param planned the object that the update should have made
  /// @param good the last state in which the object was up; null if none is known
  /// @param left the object after the failed update, with marks
  private record Attempt(
      Restorable type,
      StepOutcome failed,
      ObjectValue planned,
      @Nullable ObjectValue good,
      ObjectValue left,
      FailureAccount account,
      InstanceState known) {

    Attempt leaving(ObjectValue now) {
      return new Attempt(type, failed, planned, good, now, account, known);
    }

    StepOutcome ended(
        InstanceState instance,
        @Nullable ObjectValue lastGood,
        String account,
        Diagnostic... more) {
      var all = new DiagnosticSink();
      all.report(failed.diagnostics());
      List.of(more).forEach(all::report);
      return StepOutcome.put(
          instance.withFailedUpdate(new FailedUpdate(lastGood, account)), all.toDiagnostics());
    }
  }

  /// The outcome of the step: always failed. It stays as it is for a type that is not restorable,
  /// and for an object without a rollout if the provider reports no change.
  ///
  /// @param token of the failed update
  StepOutcome settle(StepOutcome failed, ObjectValue planned, String token) {
    InstanceState known = state.get(change.address());
    ObjectValue before = change.before();
    if (!(type instanceof Restorable restorable) || known == null || before == null) {
      return failed;
    }
    boolean isReported = failed.effect() instanceof Effect.Put;
    if (!isReported && change.impact().rollout() == null) {
      return failed;
    }
    ObjectValue good = LastGood.of(change, restorable, known, before);
    var secrets = SecretTexts.of(planned, before, good);
    var account =
        new FailureAccount(change, restorable, now, secrets, failed.diagnostics(), planned, good);
    ObjectValue left = failed.effect() instanceof Effect.Put(var made) ? made.attributes() : before;
    var attempt = new Attempt(restorable, failed, planned, good, left, account, known);
    return plain(left).equals(plain(before)) && change.impact().rollout() != null
        ? unchanged(attempt, token)
        : end(attempt, token);
  }

  /// The provider reports no change, but the call may have failed after one.
  private StepOutcome unchanged(Attempt attempt, String token) {
    ObjectValue read = read(attempt.left());
    if (read == null) {
      return refused(attempt, attempt.known(), "its state cannot be read");
    }
    return attempt.type().isDown(plain(read))
        ? end(attempt.leaving(read), token)
        : attempt.ended(
            attempt.known().withAttributes(read),
            null,
            attempt.account().failed(),
            attempt.account().unchanged());
  }

  /// The object as it is now, if the provider reports no change; null if it cannot be read.
  private @Nullable ObjectValue read(ObjectValue before) {
    try {
      var request = new ReadRequest(change.address().toString(), plain(before));
      ReadResponse response = type.read(connection, List.of(request)).getFirst();
      ObjectValue found = response.state();
      return found == null || response.diagnostics().hasErrors() ? null : marked(found, before);
    } catch (RuntimeException _) {
      return null;
    }
  }

  private ObjectValue marked(ObjectValue plain, ObjectValue marks) {
    return InstancePlanner.markState(change.schema(), plain, marks);
  }

  private static ObjectValue plain(ObjectValue object) {
    return (ObjectValue) Marks.strip(object);
  }

  private StepOutcome end(Attempt attempt, String token) {
    InstanceState left =
        attempt.failed().effect() instanceof Effect.Put
            ? InstanceStates.ready(change, attempt.left())
            : attempt.known().withAttributes(attempt.left());
    ObjectValue good = attempt.good();
    FailureAccount account = attempt.account();
    Rollout rollout = change.impact().rollout();
    if (rollout == null || rollout.onFailure() == OnFailure.STOP) {
      return rollout == null
          ? attempt.ended(left, good, account.failed())
          : attempt.ended(left, good, account.failed(), account.stopped());
    }
    if (calls.isCancelled()) {
      return refused(attempt, left, "the run was stopped");
    }
    if (good == null) {
      return refused(attempt, left, "it was not ready before the update either");
    }
    Restoration restoration =
        LastGood.restoration(change, attempt.type(), good, attempt.planned(), attempt.left());
    ObjectValue planned = restoration.planned();
    return planned == null
        ? refused(attempt, left, String.valueOf(restoration.refusal()))
        : restore(attempt, left, good, marked(planned, good), token);
  }

  private static StepOutcome refused(Attempt attempt, InstanceState left, String reason) {
    return attempt.ended(
        left, attempt.good(), attempt.account().failed(), attempt.account().notRestored(reason));
  }

  private StepOutcome restore(
      Attempt attempt, InstanceState left, ObjectValue good, ObjectValue planned, String token) {
    FailureAccount account = attempt.account();
    var failure = new FailedUpdate(good, account.failed());
    InstanceState asked =
        left.withAttributes(planned)
            .withDependencies(attempt.known().dependencies())
            .withFailedUpdate(new FailedUpdate(good, account.restored()));
    String address = change.address().toString();
    if (!calls.note(new JournalRecord.Put(change.address(), left.withFailedUpdate(failure)))
        || !calls.note(new Intent.Update(change.address(), token, asked))) {
      return attempt.ended(left, good, account.failed());
    }
    var progress =
        new RestoreProgress(
            new DiscreetProgress(calls, account.secrets()),
            calls,
            change.address(),
            change.generation(),
            account.goodGeneration());
    ApplyResponse response =
        StepRunner.update(
            change,
            type,
            connection,
            new UpdateRequest(address, plain(attempt.left()), plain(planned), token, progress));
    var sink = new DiagnosticSink();
    sink.report(ChangeDiagnostics.located(change, account.secrets().hide(response.diagnostics())));
    StepOutcome end = new Outcomes(change, token, state, sink).updated(planned, response.state());
    InstanceState now =
        end.effect() instanceof Effect.Put(var made)
            ? asked.withAttributes(made.attributes())
            : left;
    return end.isFailed()
        ? attempt.ended(
            now, good, account.restoreFailed(), account.restoreFailed(end.diagnostics()))
        : attempt.ended(now, null, account.restored(), account.restored(now.attributes()));
  }
}
