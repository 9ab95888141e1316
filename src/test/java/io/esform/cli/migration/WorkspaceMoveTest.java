package io.esform.cli.migration;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.esform.address.AddressParser;
import io.esform.cli.migration.WorkspaceMove.Kind;
import io.esform.state.JournalRecord.Intent;
import io.esform.state.OpenIntent;
import io.esform.state.State;
import io.esform.value.Value;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class WorkspaceMoveTest {

  private static final StateCopy EMPTY = copy(State.empty("any"));
  private static final OpenIntent OPEN = open("thing.a");

  private static OpenIntent open(String address) {
    return new OpenIntent(
        new Intent.Delete(requireNonNull(AddressParser.parseInstance(address).address()), 1), null);
  }

  private static State state(long serial, String lineage, String output) {
    return State.empty(lineage)
        .withSerial(serial)
        .withOutputs(new TreeMap<>(Map.of("name", Value.of(output))));
  }

  private static StateCopy copy(State state, OpenIntent... open) {
    return new StateCopy(state, List.of(open), open.length);
  }

  private static Kind kind(StateCopy from, StateCopy to) {
    return new WorkspaceMove("default", from, to).kind();
  }

  @Test
  void anEmptyStateIsNotCopied() {
    assertThat(kind(EMPTY, EMPTY)).isEqualTo(Kind.NOTHING);
    assertThat(kind(EMPTY, copy(state(3, "a", "x")))).isEqualTo(Kind.NOTHING);
  }

  @Test
  void aStateWithoutObjectsIsCopied() {
    assertThat(kind(copy(State.empty("a").withSerial(4)), EMPTY)).isEqualTo(Kind.COPY);
  }

  /// A move that was killed with the lock of the new backend leaves none. The next one takes the
  /// lock over, and to end the writes of the killed one, it saves an empty state with a lineage.
  @Test
  void anEmptyStateOfAnInterruptedMoveIsReplaced() {
    StateCopy from = copy(state(3, "a", "x"));
    StateCopy saved = copy(State.empty("b").withSerial(1));
    assertThat(kind(from, saved)).isEqualTo(Kind.COPY);
    assertThat(saved.isStill(EMPTY)).isTrue();
    State used =
        new State(
            5,
            "b",
            new TreeMap<>(),
            new TreeMap<>(),
            new TreeMap<>(),
            new TreeMap<>(
                Map.of(requireNonNull(AddressParser.parseInstance("thing.a").address()), 1)));
    assertThat(kind(from, copy(used))).isEqualTo(Kind.OTHER_LINEAGE);
  }

  /// To end the writes of a killed run, the next one saves its state again.
  @Test
  void aStateThatWasOnlySavedAgainIsStillTheOneThatWasShown() {
    StateCopy shown = copy(state(3, "a", "x"));
    assertThat(copy(state(4, "a", "x")).isStill(shown)).isTrue();
    assertThat(copy(state(4, "a", "y")).isStill(shown)).isFalse();
    assertThat(copy(state(4, "b", "x")).isStill(shown)).isFalse();
    assertThat(copy(state(2, "a", "x")).isStill(shown)).isFalse();
    assertThat(copy(state(3, "a", "x"), OPEN).isStill(shown)).isFalse();
    assertThat(shown.isStill(EMPTY)).isFalse();
    assertThat(EMPTY.isStill(shown)).isFalse();
  }

  @Test
  void aCopyIsRecognisedAlsoWithAnotherSerial() {
    assertThat(kind(copy(state(3, "a", "x")), copy(state(3, "a", "x")))).isEqualTo(Kind.PRESENT);
    assertThat(kind(copy(state(3, "a", "x")), copy(state(9, "a", "x")))).isEqualTo(Kind.PRESENT);
  }

  @Test
  void onlyAnOlderCopyIsReplaced() {
    StateCopy from = copy(state(3, "a", "x"));
    assertThat(kind(from, copy(state(2, "a", "y")))).isEqualTo(Kind.UPDATE);
    assertThat(kind(from, copy(state(3, "a", "y")))).isEqualTo(Kind.DIVERGED);
    assertThat(kind(from, copy(state(4, "a", "y")))).isEqualTo(Kind.NEWER);
    assertThat(kind(from, copy(state(2, "b", "x")))).isEqualTo(Kind.OTHER_LINEAGE);
  }

  @Test
  void aStateWithAJournalHasTheNextSerial() {
    assertThat(kind(copy(state(3, "a", "x"), OPEN), copy(state(3, "a", "y"))))
        .isEqualTo(Kind.UPDATE);
    assertThat(kind(copy(state(3, "a", "x"), OPEN), copy(state(4, "a", "y"))))
        .isEqualTo(Kind.DIVERGED);
  }

  @Test
  void openCallsArePartOfACopy() {
    StateCopy from = copy(state(3, "a", "x"), OPEN);
    assertThat(kind(from, copy(state(4, "a", "x"), OPEN))).isEqualTo(Kind.PRESENT);
    assertThat(kind(from, copy(state(4, "a", "x")))).isEqualTo(Kind.UPDATE);
  }

  @Test
  void openCallsOfAnotherRunAreNotOverwritten() {
    assertThat(kind(copy(state(3, "a", "x")), copy(state(2, "a", "x"), OPEN)))
        .isEqualTo(Kind.INTERRUPTED);
    assertThat(kind(copy(state(3, "a", "x"), OPEN), copy(state(2, "a", "y"), OPEN)))
        .isEqualTo(Kind.INTERRUPTED);
    assertThat(kind(copy(state(3, "a", "x"), OPEN), copy(state(2, "a", "x"), open("thing.b"))))
        .isEqualTo(Kind.INTERRUPTED);
  }
}
