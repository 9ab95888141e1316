package io.esform.apply;

import static io.esform.apply.ApplyResults.errors;
import static io.esform.apply.ApplyResults.instances;
import static io.esform.apply.ApplyResults.notDone;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.esform.diag.Diagnostic;
import io.esform.state.JournalRecord;
import io.esform.state.State;
import io.esform.testing.Await;
import io.esform.testing.FakeProvider;
import io.esform.testing.FakeProvider.Ending;
import io.esform.testing.InMemoryBackend;
import io.esform.testing.Workbench;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/// The records before, during and after the calls of a run, and the effects of failed writes.
class RecordedCallsTest {

  private final FakeProvider provider = new FakeProvider();
  private final Workbench workbench = new Workbench(provider);

  private static final String CHAIN =
      """
      resource "thing" "a" { size = 1 }
      resource "thing" "b" { inputs = [thing.a.id] }
      resource "thing" "c" { inputs = [thing.b.id] }
      resource "thing" "d" { size = 4 }
      output "last" { value = thing.c.id }
      """;

  @Test
  void withoutAPlaceToSaveNothingIsStarted() {
    workbench.backend().setFailing(true);

    ApplyResult result = workbench.apply(CHAIN);

    assertThat(errors(result)).containsExactly("State cannot be saved");
    assertThat(provider.calls()).isEmpty();
    assertThat(result.notDone()).hasSize(4);
  }

  @Test
  void whatWasMadeWhenSavingBeganToFailIsRescued() {
    provider.whileWorking(() -> workbench.backend().setFailing(true));

    ApplyResult result = workbench.apply("resource \"thing\" \"a\" {}");

    assertThat(errors(result))
        .containsExactly(
            "Journal cannot be written", "State cannot be saved", "State was saved elsewhere");
    assertThat(workbench.backend().rescued())
        .singleElement()
        .satisfies(state -> assertThat(instances(state)).containsExactly("thing.a READY"));
  }

  @Test
  void everyCallIsInTheJournalBeforeItIsMadeAndItsEndAfter() {
    InMemoryBackend backend = workbench.backend();
    var seen = new ArrayList<String>();
    provider.whileWorking(() -> seen.addAll(lines(backend.journal())));

    ApplyResult result =
        workbench
            .withParallelism(1)
            .apply("resource \"thing\" \"a\" {}\nresource \"thing\" \"b\" {}");

    assertThat(errors(result)).isEmpty();
    assertThat(seen)
        .containsExactly(
            "Create thing.a",
            "Create thing.a",
            "Identified thing.a",
            "Put thing.a",
            "Create thing.b");
    assertThat(backend.saves().stream().map(state -> state.instances().size()))
        .containsExactly(0, 2);
    assertThat(backend.journal()).isEmpty();
  }

  @Test
  void stepsThatRunAtOnceShareWritesToTheJournal() {
    workbench.backend().whileAppending(Await::othersHadTheirTurn);

    workbench.withParallelism(32).apply("resource \"thing\" \"a\" { count = 320 }");

    int records = 3 * 320;
    assertThat(workbench.backend().appends()).isLessThan(records / 8);
  }

  @Test
  void aCallThatChangesNothingIsToldToBeOver() {
    workbench.apply("resource \"thing\" \"a\" {}");
    provider.failOn("update thing.a", Ending.REFUSED);
    provider.whileWorking(() -> workbench.backend().killAfter(1));

    workbench.apply("resource \"thing\" \"a\" { size = 2 }");

    assertThat(lines(workbench.backend().journal()))
        .containsExactly("Update thing.a", "Unchanged thing.a");
    assertThat(workbench.backend().load().open()).isEmpty();
  }

  private static List<String> lines(List<JournalRecord> journal) {
    return journal.stream()
        .map(each -> each.getClass().getSimpleName() + " " + each.address())
        .toList();
  }

  @Test
  void whenOnlyTheLastSaveFailsTheJournalHoldsEverything() {
    provider.whileWorking(() -> workbench.backend().killAfter(2));

    ApplyResult result = workbench.apply("resource \"thing\" \"a\" {}");

    assertThat(errors(result)).containsExactly("State cannot be saved");
    assertThat(result.diagnostics().all())
        .extracting(Diagnostic::summary)
        .contains("State is in the journal");
    assertThat(workbench.backend().rescued()).isEmpty();
    State loaded = requireNonNull(workbench.backend().load().state());
    assertThat(instances(loaded)).containsExactly("thing.a READY");
  }

  @Test
  void withoutAJournalNothingMoreIsBegun() {
    provider.whileWorking(() -> workbench.backend().setFailing(true));

    ApplyResult result = workbench.withParallelism(1).apply(CHAIN);

    assertThat(provider.calls()).containsExactly("+create thing.a", "-create thing.a");
    assertThat(notDone(result))
        .contains(
            "thing.b: the journal cannot be written", "thing.d: the journal cannot be written");
  }

  @Test
  void whatCouldNotBeRecordedIsNotShownAsDone() {
    provider.whileWorking(() -> workbench.backend().setFailing(true));
    var lines = new ArrayList<String>();

    workbench.listening(new RecordedProgress(lines)).apply("resource \"thing\" \"a\" {}");

    assertThat(lines)
        .containsExactly(
            "started thing.a CREATE", "message thing.a waiting for id-1", "failed thing.a CREATE");
  }
}
