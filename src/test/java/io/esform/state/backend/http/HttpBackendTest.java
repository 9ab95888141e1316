package io.esform.state.backend.http;

import static io.esform.state.backend.http.HttpRun.detail;
import static io.esform.state.backend.http.HttpRun.summary;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.esform.diag.Diagnostics;
import io.esform.state.State;
import io.esform.state.backend.Backend;
import io.esform.state.backend.http.TerraformServer.Fault;
import io.esform.state.file.LockInfo;
import io.esform.value.Value;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// States, records and the lock, also with lost requests and answers.
class HttpBackendTest {

  private static final Fault LOST_REQUEST = new Fault.LostRequest();
  private static final Fault LOST_ANSWER = new Fault.LostAnswer();

  @TempDir Path directory;

  @AutoClose private final TerraformServer server = TerraformServer.start();

  private Map<String, Value> arguments() {
    return Map.of(
        "address", Value.of(server.address()), "lock_address", Value.of(server.lockAddress()));
  }

  private HttpRun run() {
    return HttpRun.of(directory, arguments());
  }

  private static LockInfo other() {
    return new LockInfo("other", "OperationTypeApply", "", "ann@build-2", "1.9", "2026-01-01");
  }

  // Records

  @Test
  void anIntentIsOnTheServerBeforeItsAppendReturns() {
    HttpRun run = run();
    run.begin();
    run.appendPut("a");
    run.appendIntent("b");
    run.appendIntent("c");
    assertThat(server.state()).contains("open_calls", "token-b", "token-c");
    Backend.Loaded found = run().backend().load();
    assertThat(summary(found.diagnostics())).isEqualTo("State is being changed");
    assertThat(found.open()).isEmpty();
  }

  @Test
  void aResultIsPostedTenSecondsLaterOrWithTheNextIntent() {
    HttpRun run = run();
    run.begin();
    run.appendIntent("a");
    long before = server.count("POST");
    run.appendPut("a");
    run.appendPut("b");
    assertThat(server.count("POST")).isEqualTo(before);
    assertThat(run.tasks().waiting()).isEqualTo(1);
    run.tasks().runAll();
    assertThat(server.count("POST")).isEqualTo(before + 1);
    assertThat(run.tasks().pauses().getLast()).hasSeconds(10);
    assertThat(server.state()).contains("thing.b").doesNotContain("open_calls");
    run.appendPut("c");
    run.appendIntent("d");
    assertThat(server.count("POST")).isEqualTo(before + 2);
    run.tasks().runAll();
    assertThat(server.count("POST")).isEqualTo(before + 2);
  }

  @Test
  void theNextRunResolvesWhatAKilledRunHasBegun() {
    HttpRun killed = run();
    killed.begin();
    killed.appendPut("a");
    killed.appendIntent("b");
    HttpRun next = run();
    assertThat(next.backend().breakLock().all()).isEmpty();
    assertThat(next.backend().lock("apply").all()).isEmpty();
    Backend.Loaded found = next.backend().load();
    assertThat(found.open())
        .singleElement()
        .satisfies(open -> assertThat(open.intent()).isEqualTo(HttpRun.intent("b")));
    State state = requireNonNull(found.state());
    assertThat(state.instances()).containsOnlyKeys(HttpRun.address("a"));
    next.saved(state);
    assertThat(server.state()).doesNotContain("open_calls");
  }

  @Test
  void aRunThatEndsWithoutASavePostsItsLastResults() {
    HttpRun run = run();
    run.begin();
    run.appendIntent("a");
    run.appendPut("a");
    assertThat(run.backend().unlock().all()).isEmpty();
    assertThat(server.state()).contains("thing.a").doesNotContain("open_calls");
    assertThat(server.lock()).isNull();
  }

  @Test
  void aSaveReplacesThePostsOfItsRun() {
    HttpRun run = run();
    State base = run.begin();
    run.appendIntent("a");
    run.appendPut("a");
    State end = run.saved(HttpRun.with(base, 2));
    assertThat(run().loaded()).isEqualTo(end);
    assertThat(end.serial()).isEqualTo(base.serial() + 2);
  }

  @Test
  void anAppendAfterAFailedOneFailsUntilASave() {
    HttpRun run = run();
    State base = run.begin();
    var full = new Fault.Status(413, "too large");
    server.fail("POST", full);
    Diagnostics failed = run.backend().append(List.of(HttpRun.intent("a")));
    assertThat(summary(failed)).isEqualTo("Journal cannot be written");
    assertThat(run.backend().append(List.of(HttpRun.intent("b")))).isEqualTo(failed);
    run.saved(HttpRun.with(base, 2));
    run.appendIntent("b");
  }

  // Lost requests and answers

  @Test
  void aWriteWhoseAnswerIsLostIsFoundAndNotRepeated() {
    HttpRun run = run();
    State base = run.begin();
    long before = server.count("POST");
    server.fail("POST", LOST_ANSWER);
    run.saved(HttpRun.with(base, 2));
    assertThat(server.count("POST")).isEqualTo(before + 1);
  }

  @Test
  void aWriteThatDidNotArriveIsRepeatedWithGrowingPauses() {
    HttpRun run = run();
    State base = run.begin();
    server.fail("POST", LOST_REQUEST, new Fault.Status(503, "busy"));
    State saved = run.saved(HttpRun.with(base, 2));
    assertThat(run().loaded()).isEqualTo(saved);
    assertThat(run.tasks().pauses()).extracting(each -> each.toSeconds()).containsExactly(1L, 2L);
  }

  @Test
  void aRepetitionThatTheServerRefusesMayHaveArrivedBefore() {
    HttpRun run = run();
    State base = run.begin();
    server.fail("POST", LOST_REQUEST, new Fault.ExecutedBefore(422));
    run.saved(HttpRun.with(base, 2));
    assertThat(run().loaded().outputs()).containsEntry("number", Value.of(2));
  }

  @Test
  void aWriteIsNotRepeatedOverThatOfAnotherRun() {
    HttpRun run = run();
    State base = run.begin();
    String foreign = requireNonNull(server.state()).replace("\"serial\": 1", "\"serial\": 7");
    server.fail("POST", LOST_REQUEST);
    server.beforeFault(() -> server.setState(foreign));
    Diagnostics failed = run.backend().save(HttpRun.with(base, 2)).diagnostics();
    assertThat(detail(failed)).contains("another run has written it");
    assertThat(server.state()).isEqualTo(foreign);
    assertThat(summary(run.backend().save(HttpRun.with(base, 2)).diagnostics()))
        .isEqualTo("State was changed by another run");
  }

  @Test
  void aSaveWhoseOutcomeStayedUnknownIsTheBaseOfTheNextOne() {
    HttpRun run = run();
    State base = run.begin();
    server.fail("POST", LOST_ANSWER);
    var busy = new Fault.Status(503, "");
    var found = new Fault.Status(200, requireNonNull(server.state()));
    server.fail("GET", found, busy, busy, busy);
    Diagnostics failed = run.backend().save(HttpRun.with(base, 2)).diagnostics();
    assertThat(detail(failed)).contains("has not confirmed");
    State saved = run.saved(HttpRun.with(base, 3));
    assertThat(run().loaded()).isEqualTo(saved);
    assertThat(saved.serial()).isEqualTo(base.serial() + 2);
  }

  @Test
  void aChangeWithTheSameSerialIsDetected() {
    HttpRun run = run();
    State base = run.begin();
    String text = requireNonNull(server.state());
    server.setState(text.replace("\"number\"", "\"other\""));
    assertThat(summary(run.backend().save(HttpRun.with(base, 2)).diagnostics()))
        .isEqualTo("State was changed by another run");
  }

  // The lock

  @Test
  void aLockWhoseAnswerIsLostIsHeld() {
    HttpRun run = run();
    server.fail("LOCK", LOST_ANSWER);
    run.begin();
    assertThat(requireNonNull(server.lock()).operation()).isEqualTo("apply");
    server.fail("UNLOCK", LOST_ANSWER);
    assertThat(run.backend().unlock().all()).isEmpty();
    assertThat(server.lock()).isNull();
  }

  @Test
  void aLockOfAnotherProgramNamesItsHolder() {
    server.setLock(other());
    Diagnostics refused = run().backend().lock("apply");
    assertThat(summary(refused)).isEqualTo("State is locked");
    assertThat(detail(refused)).contains("ann@build-2", "2026-01-01", "esform force-unlock");
  }

  /// GitLab describes a lock by the request that found it.
  @Test
  void aDescriptionThatIsNotOfTheHolderIsNotShown() {
    server.describeAsGitLab();
    server.setLock(other());
    HttpRun run = HttpRun.of(directory, arguments(), new HttpRun.FakeProcesses(true));
    Diagnostics refused = run.backend().lock("apply");
    assertThat(detail(refused)).contains("A run of root").doesNotContain("process");
    assertThat(server.lock()).isEqualTo(other());
  }

  @Test
  void theLockOfAProcessThatHasEndedIsTakenOver() {
    run().begin();
    HttpRun next = HttpRun.of(directory, arguments(), new HttpRun.FakeProcesses(true));
    assertThat(next.backend().lockHolder()).isNull();
    assertThat(summary(next.backend().lock("plan"))).isEqualTo("Stale lock taken over");
    assertThat(requireNonNull(server.lock()).operation()).isEqualTo("plan");
  }

  @Test
  void aRunWhoseLockWasTakenWritesNothing() {
    HttpRun run = run();
    State base = run.begin();
    server.setLock(other());
    String before = requireNonNull(server.state());
    Diagnostics lost = run.backend().append(List.of(HttpRun.intent("a")));
    assertThat(summary(lost)).isEqualTo("Lock was lost");
    assertThat(detail(lost)).contains("ann@build-2");
    assertThat(summary(run.backend().save(HttpRun.with(base, 2)).diagnostics()))
        .isEqualTo("Lock was lost");
    assertThat(run.backend().unlock().all()).isEmpty();
    assertThat(server.state()).isEqualTo(before);
    assertThat(server.lock()).isEqualTo(other());
  }

  @Test
  void aUserWithoutThePermissionToLockSeesNoHolder() {
    server.fail("LOCK", new Fault.Status(403, "Forbidden"));
    assertThat(run().backend().lockHolder()).isNull();
  }

  @Test
  void aServerWithoutLocksIsWarnedAbout() {
    HttpRun run = HttpRun.of(directory, Map.of("address", Value.of(server.address())));
    assertThat(summary(run.backend().lock("apply"))).isEqualTo("State is not locked");
    run.saved(HttpRun.with(run.loaded(), 1));
    assertThat(server.calls()).containsExactly("GET /state", "GET /state", "POST /state");
  }

  // The end of a run whose server does not answer

  @Test
  void aStateThatCannotBeSavedIsRescuedForAPush() {
    HttpRun run = run();
    State base = run.begin();
    server.close();
    assertThat(run.backend().save(HttpRun.with(base, 2)).diagnostics().hasErrors()).isTrue();
    Diagnostics rescued = run.backend().rescue(HttpRun.with(base, 2));
    assertThat(summary(rescued)).isEqualTo("State was saved elsewhere");
    assertThat(detail(rescued)).contains("esform state push");
    assertThat(directory.resolve("errored.esform.state")).isRegularFile();
    assertThat(summary(run.backend().unlock())).isEqualTo("Lock was left behind");
  }
}
