package io.esform.render.carbon;

import static org.assertj.core.api.Assertions.assertThat;

import io.esform.testing.Golden;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;

/// The rendered changes in readable form: `src/test/resources/render/carbon/<node>/`.
final class CarbonRendererTest {

  @Test
  void publisherIsAsOnFile() throws IOException {
    check("publisher", CarbonRenderer.render(SampleNodes.publisher()));
  }

  @Test
  void storeWithEverythingIsAsOnFile() throws IOException {
    check("store-with-everything", CarbonRenderer.render(SampleNodes.storeWithEverything()));
  }

  private static void check(String node, List<CarbonChange> changes) throws IOException {
    var directory = Golden.resource("render/carbon/" + node);
    var each = new SoftAssertions();
    for (var change : changes) {
      each.check(() -> Golden.check(directory.resolve(change.fileName()), change.content()));
    }
    each.assertAll();
    try (var files = Files.walk(directory).filter(Files::isRegularFile)) {
      assertThat(files.map(file -> directory.relativize(file).toString()))
          .containsExactlyInAnyOrderElementsOf(
              changes.stream().map(CarbonChange::fileName).toList());
    }
  }
}
