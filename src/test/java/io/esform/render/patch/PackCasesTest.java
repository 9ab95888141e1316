package io.esform.render.patch;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.difflib.DiffUtils;
import com.github.difflib.UnifiedDiffUtils;
import io.esform.render.carbon.CarbonChange;
import io.esform.render.carbon.CarbonNode;
import io.esform.render.carbon.CarbonRenderer;
import io.esform.render.carbon.SampleNodes;
import io.esform.testing.Golden;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/// Packs of several versions and with several mistakes: each file is changed as the guide says, or
/// refused.
final class PackCasesTest {

  private static final CarbonNode NODE = SampleNodes.storeWithEverything();

  @ParameterizedTest
  @MethodSource("io.esform.render.patch.PackCase#all")
  void filesAreAsTheGuideSaysOrRefused(PackCase pack) {
    var after = new TreeMap<>(pack.pack().files());
    var refused = new ArrayList<String>();
    var notes = new ArrayList<String>();
    for (var change : changes(pack.pack())) {
      var result = Pack.result(change, pack.pack().text(change.target()));
      result.diagnostics().forEach(misfit -> refused.add(misfit.detail()));
      notes.addAll(result.notes());
      after.put(change.target(), Pack.bytes(result));
    }
    assertThat(refused).isEqualTo(pack.refused());
    assertThat(notes).isEqualTo(pack.notes());
    if (refused.isEmpty()) {
      var changed = new Pack(after);
      new GuideCheck(pack.pack(), changed).check();
      assertThat(changed.patched(NODE)).isEqualTo(changed);
    }
    if (pack.own()) {
      Golden.check("render/packs/" + pack.name() + ".diff", diff(pack.pack(), new Pack(after)));
    }
  }

  @ParameterizedTest
  @CsvSource({"version-1.0, true", "version-1.2, false", "no-social-datasource, false"})
  void packWithoutASocialDatasourceIsReported(String name, boolean isReported) {
    var pack =
        PackCase.all().filter(each -> each.name().equals(name)).findFirst().orElseThrow().pack();
    assertThat(CarbonRenderer.notes(pack.patched(NODE).files()).isEmpty()).isNotEqualTo(isReported);
  }

  private static List<CarbonChange> changes(Pack pack) {
    return CarbonRenderer.render(NODE).stream()
        .filter(change -> pack.files().containsKey(change.target()))
        .toList();
  }

  private static String diff(Pack before, Pack after) {
    var text = new StringBuilder();
    before
        .files()
        .forEach((target, original) -> {
          var lines = List.of(original.split("\n", -1));
          var diff = DiffUtils.diff(lines, List.of(after.text(target).split("\n", -1)));
          UnifiedDiffUtils.generateUnifiedDiff(target, target, lines, diff, 1)
              .forEach(line -> text.append(line).append('\n'));
        });
    return text.toString();
  }
}
