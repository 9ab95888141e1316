package io.esform.render.boot;

import static org.assertj.core.api.Assertions.assertThat;

import io.esform.testing.Command;
import io.esform.testing.Golden;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The status document of a host keeps its limit, however many probes it has and whatever they say.
@Tag("real")
class StatusDocumentIT {

  private static final int LIMIT = 4000;

  @ParameterizedTest
  @CsvSource({
    "8, 0, 8",
    "8, 900, 8",
    // Only failures fit.
    "200, 0, 0",
    "200, 900, 20"
  })
  void itKeepsItsLimit(int probes, int reason, int kept) throws Exception {
    var run =
        Command.run(
            "python3",
            Golden.resource("render/boot/documents.py").toString(),
            "src/main/resources/io/esform/render/boot/probe.py",
            Integer.toString(probes),
            Integer.toString(reason));

    assertThat(run.status()).as(run.output()).isZero();
    List<Integer> sizeAndProbes =
        List.of(run.output().strip().split(" ")).stream().map(Integer::valueOf).toList();
    assertThat(sizeAndProbes.getFirst()).isLessThanOrEqualTo(LIMIT);
    assertThat(sizeAndProbes.getLast()).isEqualTo(kept);
  }
}
