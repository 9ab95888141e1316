package io.esform.apply;

import static org.assertj.core.api.Assertions.assertThat;

import io.esform.diag.Diagnostic;
import io.esform.plan.Action;
import io.esform.plan.Change;
import io.esform.plan.Plan;
import io.esform.plan.Reason;
import io.esform.providers.builtin.BuiltinProvider;
import io.esform.state.InstanceState.Status;
import io.esform.state.JournalRecord;
import io.esform.state.JournalRecord.Intent;
import io.esform.testing.FakeProvider;
import io.esform.testing.FakeProvider.Ending;
import io.esform.testing.FakeRemoteStates;
import io.esform.testing.InMemoryBackend;
import io.esform.testing.Workbench;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// The run after a killed one.
class RecoveryTest {

  private static final String ONE = "resource \"thing\" \"a\" { size = 3 }";

  private final FakeProvider provider = new FakeProvider();
  private final Workbench workbench = new Workbench(provider).withParallelism(1);
  private final InMemoryBackend backend = workbench.backend();

  @BeforeEach
  void saveTheEmptyState() {
    workbench.apply("locals {}");
  }

  /// Runs until it has written this number of times, and ignores later writes.
  private void killed(String text, int writes) {
    backend.killAfter(writes);
    workbench.apply(text);
    backend.revive();
    provider.endWith(_ -> Ending.GOOD);
    provider.forgetCalls();
  }

  private Change onlyChange(Plan plan) {
    assertThat(plan.changes()).hasSize(1);
    return plan.changes().getFirst();
  }

  private List<String> warnings() {
    return workbench.reported().all().stream()
        .map(it -> it.address() + ": " + it.summary() + ". " + it.detail())
        .toList();
  }

  private void assertHeals(String text, int objects) {
    ApplyResult result = workbench.apply(text);
    assertThat(result.diagnostics().all().stream().filter(Diagnostic::isError)).isEmpty();
    assertThat(provider.world()).hasSize(objects);
    assertThat(backend.kept().instances()).hasSize(objects);
    assertThat(backend.journal()).isEmpty();
    assertThat(workbench.plan(text).isEmpty()).isTrue();
    assertThat(warnings()).isEmpty();
  }

  @Test
  void aCreationWhoseAnswerWasLostIsCarriedOn() {
    killed(ONE, 1);

    Change change = onlyChange(workbench.plan(ONE));

    assertThat(change.action()).isEqualTo(Action.CREATE);
    assertThat(change.reason()).isEqualTo(Reason.INTERRUPTED);
    assertThat(change.generation()).isEqualTo(1);
    assertThat(warnings())
        .containsExactly(
            "thing.a: Creation was interrupted. A run was interrupted while it created this object."
                + " The object exists, and the plan includes it.");
    assertHeals(ONE, 1);
    assertThat(provider.world()).containsOnlyKeys("id-1");
    assertThat(provider.calls()).containsExactly("+create thing.a", "-create thing.a");
  }

  @Test
  void aCreationThatIsToBeReplacedIsNotCarriedOn() {
    killed(ONE, 2);

    Change change = onlyChange(workbench.planReplacing(ONE, "thing.a"));

    assertThat(change.action()).isEqualTo(Action.REPLACE);
  }

  @Test
  void aCreationWhoseIdIsKnownIsCarriedOn() {
    killed(ONE, 2);

    assertThat(onlyChange(workbench.plan(ONE)).reason()).isEqualTo(Reason.INTERRUPTED);

    assertHeals(ONE, 1);
    assertThat(provider.world()).containsOnlyKeys("id-1");
  }

  @Test
  void aCreationThatCannotBeCarriedOnYetIsNotForgotten() {
    killed(ONE, 1);
    provider.endWith(_ -> Ending.REFUSED);

    workbench.apply(ONE);

    assertThat(backend.kept().instances()).hasSize(1);
    provider.endWith(_ -> Ending.GOOD);
    assertHeals(ONE, 1);
    assertThat(provider.world()).containsOnlyKeys("id-1");
  }

  @Test
  void aCreationThatTheWishToStopCutShortIsCarriedOn() {
    provider.endWith(_ -> Ending.HALF_MADE);
    provider.whileWorking(() -> workbench.cancellation().request());
    workbench.apply(ONE);
    provider.endWith(_ -> Ending.GOOD);

    assertThat(onlyChange(workbench.plan(ONE)).reason()).isEqualTo(Reason.INTERRUPTED);
  }

  @Test
  void aCallThatChangesTheStateAloneNeedsNoIntent() {
    String text = "resource \"esform_data\" \"a\" { input = 1 }";
    var bench =
        new Workbench(
            new BuiltinProvider(new SecureRandom(), Clock.systemUTC(), new FakeRemoteStates()));
    bench.apply("locals {}");
    bench.backend().killAfter(1);

    bench.apply(text);

    assertThat(bench.backend().journal()).singleElement().isInstanceOf(JournalRecord.Put.class);
    bench.backend().revive();
    assertThat(bench.plan(text).isEmpty()).isTrue();
  }

  @Test
  void aPlanWritesNothingOfWhatItFinds() {
    killed(ONE, 1);
    var before = backend.load();

    workbench.plan(ONE);

    assertThat(backend.load()).isEqualTo(before);
  }

  @Test
  void whatWasMadeForAnotherConfigurationIsReplaced() {
    killed(ONE, 1);
    String other = "resource \"thing\" \"a\" { size = 4 }";

    Change change = onlyChange(workbench.plan(other));

    assertThat(change.action()).isEqualTo(Action.REPLACE);
    assertThat(change.reason()).isEqualTo(Reason.TAINTED);
    assertHeals(other, 1);
    assertThat(provider.world()).containsOnlyKeys("id-2");
  }

  @Test
  void whatHasMovedSinceIsReplacedAndNotLost() {
    killed(ONE, 1);
    String moved =
        "resource \"thing\" \"b\" { size = 3 }\nmoved {\n from = thing.a\n to = thing.b\n}";

    assertThat(onlyChange(workbench.plan(moved)).action()).isEqualTo(Action.REPLACE);

    assertHeals(moved, 1);
  }

  @Test
  void whatNobodyWantsAnyMoreIsDestroyed() {
    killed(ONE, 1);

    assertThat(onlyChange(workbench.plan("locals {}")).action()).isEqualTo(Action.DELETE);

    assertHeals("locals {}", 0);
  }

  @Test
  void aDestroyTakesDownWhatAKilledRunMade() {
    killed(ONE, 1);

    workbench.apply(workbench.planDestroy(ONE));

    assertThat(provider.world()).isEmpty();
    assertThat(backend.kept().instances()).isEmpty();
  }

  @Test
  void aCreationOfWhichNothingIsFoundIsRepeatedWithItsToken() {
    String token = killedBeforeItsCall();

    Change change = onlyChange(workbench.plan(ONE));

    assertThat(change.action()).isEqualTo(Action.CREATE);
    assertThat(change.reason()).isEqualTo(Reason.INTERRUPTED);
    assertThat(warnings())
        .containsExactly(
            "thing.a: Creation was interrupted. A run was interrupted while it created this object,"
                + " which was not found. The call may still arrive, so the next apply repeats it"
                + " with the same token.");
    assertHeals(ONE, 1);
    assertThat(provider.tokens()).containsExactly(token);
  }

  /// The token of a creation whose intent is recorded, killed before its call.
  private String killedBeforeItsCall() {
    provider.endWith(_ -> Ending.REFUSED);
    killed(ONE, 1);
    return ((Intent.Create) backend.load().open().getFirst().intent()).token();
  }

  @Test
  void aTokenOutlivesARunThatFailsBeforeItsCall() {
    String token = killedBeforeItsCall();
    provider.endWith(_ -> Ending.REFUSED);

    workbench.apply(ONE);
    workbench.apply(ONE);

    assertThat(backend.journal()).isEmpty();
    provider.endWith(_ -> Ending.GOOD);
    assertHeals(ONE, 1);
    assertThat(provider.tokens()).containsExactly(token);
  }

  @Test
  void aCallThatArrivesLateIsFoundByTheNextRun() {
    String token = killedBeforeItsCall();
    provider.endWith(_ -> Ending.REFUSED);
    workbench.apply(ONE);
    provider.endWith(_ -> Ending.GOOD);

    provider.arriveLate(token);

    assertThat(onlyChange(workbench.plan("locals {}")).action()).isEqualTo(Action.DELETE);
    assertHeals("locals {}", 0);
  }

  @Test
  void whatArrivesBetweenPlanAndDestroyIsDestroyed() {
    String token = killedBeforeItsCall();
    Plan plan = workbench.planDestroy(ONE);

    provider.arriveLate(token);
    workbench.apply(plan);

    assertThat(provider.world()).isEmpty();
    assertThat(backend.kept().instances()).isEmpty();
  }

  /// A platform may refuse the token of a deleted object for ever.
  @Test
  void whatAKilledDestroyHasFoundAndDestroyedIsMadeAsANewObject() {
    String token = killedBeforeItsCall();
    Plan plan = workbench.planDestroy(ONE);
    provider.arriveLate(token);
    int saveAndIntentAndId = 3;
    backend.killAfter(saveAndIntentAndId);
    workbench.apply(plan);
    backend.revive();
    assertThat(provider.world()).isEmpty();

    assertThat(onlyChange(workbench.plan(ONE)).reason()).isEqualTo(Reason.GONE);

    assertHeals(ONE, 1);
    assertThat(provider.tokens()).contains(token).hasSize(2);
  }

  @Test
  void aCreationWhoseOutcomeIsUnknownIsRepeatedWithItsToken() {
    provider.endWith(_ -> Ending.UNKNOWN);
    workbench.apply(ONE);
    String token = backend.kept().instances().firstEntry().getValue().token();
    provider.endWith(_ -> Ending.GOOD);

    assertThat(onlyChange(workbench.plan(ONE)).reason()).isEqualTo(Reason.INTERRUPTED);

    assertHeals(ONE, 1);
    assertThat(provider.tokens()).containsExactly(token);
  }

  @Test
  void whatIsStillComingUpIsContinuedAndNeverReplaced() {
    provider.endWith(_ -> Ending.COMING_UP);
    workbench.apply(ONE);
    assertThat(backend.kept().instances().firstEntry().getValue().status())
        .isEqualTo(Status.INTERRUPTED);
    provider.endWith(_ -> Ending.GOOD);

    assertThat(onlyChange(workbench.plan(ONE)).action()).isEqualTo(Action.CREATE);

    assertHeals(ONE, 1);
    assertThat(provider.world()).containsOnlyKeys("id-1");
  }

  @Test
  void anAddressThatIsMadeAgainHasAnotherToken() {
    workbench.apply(ONE);
    workbench.apply(workbench.planDestroy(ONE));
    workbench.apply(ONE);

    assertThat(provider.tokens()).doesNotHaveDuplicates().hasSize(2);
  }

  @Test
  void whatIsGoneByThenIsMadeAsANewObject() {
    killed(ONE, 2);
    provider.world().clear();

    Change change = onlyChange(workbench.plan(ONE));

    assertThat(change.reason()).isEqualTo(Reason.GONE);
    assertThat(change.generation()).isEqualTo(2);
    assertHeals(ONE, 1);
  }

  @Test
  void ofAnUpdateWhatIsThereNowCounts() {
    String bigger = "resource \"thing\" \"a\" { size = 4 }";
    workbench.apply(ONE);
    killed(bigger, 1);
    assertThat(onlyChange(workbench.plan(bigger)).action()).isEqualTo(Action.NO_OP);
    assertThat(warnings())
        .containsExactly(
            "thing.a: Update was interrupted. A run was interrupted while it updated this object."
                + " The plan starts from the current values of the object.");
    assertHeals(bigger, 1);

    provider.endWith(_ -> Ending.REFUSED);
    killed(ONE, 1);
    assertThat(onlyChange(workbench.plan(ONE)).action()).isEqualTo(Action.UPDATE);
    assertHeals(ONE, 1);
  }

  @Test
  void ofADestructionWhatIsThereNowCounts() {
    workbench.apply(ONE);
    killed("locals {}", 1);
    assertThat(workbench.plan("locals {}").changes()).isEmpty();
    assertThat(warnings())
        .containsExactly(
            "thing.a: Destruction was interrupted. A run was interrupted while it destroyed this"
                + " object. The object no longer exists.");
    assertHeals("locals {}", 0);

    workbench.apply(ONE);
    provider.endWith(_ -> Ending.REFUSED);
    killed("locals {}", 1);
    assertThat(onlyChange(workbench.plan("locals {}")).action()).isEqualTo(Action.DELETE);
    assertHeals("locals {}", 0);
  }

  @Test
  void whereverARunIsKilledTheNextPlansWhatIsLeftAndMakesNothingTwice() {
    String before =
        """
        resource "thing" "kept" { size = 1 }
        resource "thing" "gone" { inputs = [thing.kept.id] }
        resource "thing" "other" { name = thing.kept.id }
        """;
    String after =
        """
        resource "thing" "kept" { size = 2 }
        resource "thing" "other" { name = "new" }
        resource "thing" "new" { inputs = [thing.other.id] }
        """;
    boolean killed = true;
    for (int writes = 0; killed; writes++) {
      var world = new FakeProvider();
      var bench = new Workbench(world).withParallelism(1 + writes % 3);
      bench.apply(before);
      bench.backend().killAfter(writes);
      bench.apply(after);
      killed = bench.backend().isKilled();
      bench.backend().revive();
      Plan plan = bench.plan(after);
      assertThat(plan.toAdd() - plan.toDestroy())
          .as("killed after %d writes", writes)
          .isEqualTo(plan.count(Action.CREATE) - plan.count(Action.DELETE));

      ApplyResult result = bench.apply(plan);

      assertThat(result.diagnostics().all().stream().filter(Diagnostic::isError)).isEmpty();
      assertThat(world.world()).as("killed after %d writes", writes).hasSize(3);
      assertThat(bench.plan(after).isEmpty()).isTrue();
      bench.apply(bench.planDestroy(after));
      assertThat(world.world()).isEmpty();
    }
  }
}
