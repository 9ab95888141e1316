package io.esform.es;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.esform.es.Platform.Abilities;
import io.esform.es.Platform.InputSources;
import io.esform.es.Platform.Sizes;
import io.esform.testing.FakeInputFiles;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// The platform's advice for input files that it does not support.
class InputAdviceTest {

  @Test
  void thePlatformSaysHowAFileGetsToAHostThatIsNotGivenFiles() {
    var abilities =
        new Abilities(
            false, true, InputSources.OBJECTS, false, false, new Sizes() {}, "Send it by post.");
    var types = EsTypes.over(_ -> new FakePlatform(), abilities, new FakeInputFiles(Map.of()));

    assertThat(requireNonNull(types.get("es_node")).validate(Samples.node().configuration()))
        .filteredOn(fault -> fault.summary().equals("Source out of reach"))
        .singleElement()
        .satisfies(fault -> assertThat(fault.detail()).endsWith("this machine. Send it by post."));
  }
}
