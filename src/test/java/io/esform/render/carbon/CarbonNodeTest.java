package io.esform.render.carbon;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// The sample of a node, which is checked against packs in place of the node.
final class CarbonNodeTest {

  private static final CarbonNode PUBLISHER = SampleNodes.publisher();
  private static final CarbonNode EVERYTHING = SampleNodes.storeWithEverything();

  /// The changed files, and the settings of `deployment.toml` that a kernel may refuse.
  private static List<String> shape(CarbonNode node) {
    return CarbonRenderer.render(node).stream()
        .flatMap(change ->
            Stream.concat(
                Stream.of(change.fileName()),
                change.content().lines().filter(line -> line.matches("# [a-z]+ .*"))))
        .toList();
  }

  @Test
  void aSampleHasThePartsOfItsNode() {
    assertThat(shape(PUBLISHER.sample())).isEqualTo(shape(PUBLISHER));
    assertThat(shape(EVERYTHING.sample())).isEqualTo(shape(EVERYTHING));
    assertThat(shape(EVERYTHING)).isNotEqualTo(shape(PUBLISHER));
  }

  @Test
  void nodesWithOtherPartsHaveOtherSamples() {
    assertThat(EVERYTHING.sample()).isNotEqualTo(PUBLISHER.sample());
    assertThat(PUBLISHER.sample().sample()).isEqualTo(PUBLISHER.sample());
  }
}
