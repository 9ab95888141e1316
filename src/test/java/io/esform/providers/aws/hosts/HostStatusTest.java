package io.esform.providers.aws.hosts;

import static org.assertj.core.api.Assertions.assertThat;

import io.esform.providers.aws.hosts.StatusDocuments.Document;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What a document says about an instance that was started at {@link #STARTED}.
class HostStatusTest {

  private static final String ID = "i-1";
  private static final Instant STARTED = Instant.parse("2026-01-31T12:00:00Z");
  private static final Instant WRITTEN = STARTED.plusSeconds(3600);
  private static final int GENERATION = 3;

  private static HostStatus status(String text, Instant written, Duration age, int generation) {
    return HostStatus.of(new Document(text, written, written.plus(age)), ID, STARTED, generation);
  }

  private static HostStatus status(String text) {
    return status(text, WRITTEN, Duration.ofMinutes(1), GENERATION);
  }

  private static String document(String id, String boot, int generation, String failure) {
    return """
    {"instance":"%s","format":1,"time":"2026-01-31T13:00:00Z","boot":"%s","generation":%d,\
    "probes":{"disk":"","carbon":"%s"}}\
    """
        .formatted(id, boot, generation, failure);
  }

  private static final String SERVING = document(ID, "ready 3", GENERATION, "");
  private static final String DEAD = document(ID, "ready 3", GENERATION, "wso2es is failed");

  @Test
  void theFailedProbesOfAReadyHostAreProblems() {
    assertThat(status(SERVING).problems()).isEmpty();
    assertThat(status(DEAD).problems()).containsExactly("carbon: wso2es is failed");
    assertThat(status(DEAD).report()).isNotNull();
  }

  /// The boot ends with a document of its own.
  @ParameterizedTest
  @ValueSource(ints = {0, 2, 4})
  void theFailedProbesOfABootingHostAreNoProblems(int generation) {
    String text = document(ID, "waiting for the database", generation, "wso2es is starting");
    assertThat(status(text).problems()).isEmpty();
    assertThat(status(text).report()).isNotNull();
  }

  @Test
  void aHostThatHasNeverBeenReadyIsNotJudgedByItsProbes() {
    String text = document(ID, "", 0, "wso2es is starting");
    assertThat(status(text, WRITTEN, Duration.ofMinutes(1), 0).problems()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(ints = {0, GENERATION})
  void aFailedBootIsAProblem(int generation) {
    String text = document(ID, "failed cannot start", 0, "");
    assertThat(status(text, WRITTEN, Duration.ofMinutes(1), generation).problems())
        .containsExactly("boot: cannot start");
  }

  /// A parameter has the name of the host, and a replaced host has the same name.
  @Test
  void theDocumentOfAnotherInstanceDoesNotCount() {
    String text = document("i-2", "ready 3", GENERATION, "wso2es is failed");
    assertThat(status(text, STARTED, Duration.ofMinutes(1), GENERATION)).isEqualTo(HostStatus.NONE);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "x", "{}", "[]", "{\"instance\":\"i-1\",\"format\":2}"})
  void aTextThatIsNoDocumentDoesNotCount(String text) {
    assertThat(status(text, STARTED, Duration.ofMinutes(1), GENERATION)).isEqualTo(HostStatus.NONE);
  }

  @Test
  void aHostThatHasStoppedToReportHasAProblem() {
    assertThat(status(SERVING, WRITTEN, Duration.ofMinutes(15), GENERATION).problems()).isEmpty();
    assertThat(status(SERVING, WRITTEN, Duration.ofMinutes(16), GENERATION).problems())
        .containsExactly("the host does not report, last at 2026-01-31T13:00:00Z");
  }

  /// Another start cannot give a host that has never reported the permission to do so.
  @ParameterizedTest
  @ValueSource(strings = {"", "{\"instance\":\"i-2\",\"format\":1}"})
  void aHostThatHasNeverReportedIsUnknown(String text) {
    HostStatus soon = status(text, STARTED, Duration.ofMinutes(15), GENERATION);
    HostStatus late = status(text, STARTED, Duration.ofMinutes(16), GENERATION);
    assertThat(soon.isUnknown()).isFalse();
    assertThat(late.isUnknown()).isTrue();
    assertThat(late.problems()).isEmpty();
  }

  @Test
  void aHostThatBootsForLongIsNotSilent() {
    assertThat(status("", STARTED, Duration.ofHours(1), 0)).isEqualTo(HostStatus.NONE);
  }

  /// It is of the boot before, and the host has its time to report again.
  @Test
  void aDocumentFromBeforeTheStartIsNotJudged() {
    Instant before = STARTED.minus(Duration.ofDays(1));
    var document = new Document(DEAD, before, STARTED.plusSeconds(60));
    assertThat(HostStatus.of(document, ID, STARTED, GENERATION)).isEqualTo(HostStatus.NONE);

    var later = new Document(DEAD, before, STARTED.plus(Duration.ofMinutes(16)));
    assertThat(HostStatus.of(later, ID, STARTED, GENERATION).problems())
        .containsExactly("the host does not report, last at 2026-01-30T12:00:00Z");
  }

  @Test
  void withoutATimeOfTheAnswerNothingIsLate() {
    var document = new Document(SERVING, WRITTEN, Instant.EPOCH);
    assertThat(HostStatus.of(document, ID, STARTED, GENERATION).problems()).isEmpty();
  }
}
