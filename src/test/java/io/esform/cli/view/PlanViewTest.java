package io.esform.cli.view;

import static io.esform.cli.view.Plans.change;
import static io.esform.cli.view.Plans.plan;
import static io.esform.cli.view.Plans.step;
import static io.esform.cli.view.SampleHosts.created;
import static io.esform.cli.view.SamplePlans.large;
import static io.esform.cli.view.SamplePlans.rollout;
import static org.assertj.core.api.Assertions.assertThat;

import io.esform.plan.Action;
import io.esform.plan.Plan;
import io.esform.plan.Rollout;
import io.esform.testing.Golden;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class PlanViewTest {

  private static PlanView view(ViewStyle style, boolean contents) {
    return new PlanView(style, contents, SampleHosts.texts(), ConcurrentRun.ALONE);
  }

  @ParameterizedTest
  @MethodSource("io.esform.cli.view.SamplePlans#plans")
  void looksAsKept(String name, Plan plan) {
    for (int width : List.of(80, 120)) {
      String text = view(ViewStyle.plain(width), false).render(plan);
      assertThat(text).doesNotContain("hunter");
      Golden.check("cli/view/plan/" + name + "." + width + ".txt", text);
    }
  }

  @ParameterizedTest
  @MethodSource("io.esform.cli.view.SamplePlans#plans")
  void colourChangesNothingElse(String name, Plan plan) {
    String plain = view(ViewStyle.plain(80), false).render(plan);
    String coloured = view(new ViewStyle(80, true), false).render(plan);
    assertThat(coloured.replaceAll("\u001b\\[[0-9;]*m", "")).as(name).isEqualTo(plain);
  }

  @ParameterizedTest
  @MethodSource("io.esform.cli.view.SamplePlans#plans")
  void aSummaryFitsEightyColumns(String name, Plan plan) {
    String text = new SummaryView(ViewStyle.plain(80)).render(plan);
    assertThat(text.lines()).as(name).allMatch(line -> line.length() <= 80);
    assertThat(text).doesNotContain("hunter");
  }

  @Test
  void aSummaryCountsInstancesByActionAndResource() {
    for (int width : List.of(80, 120)) {
      Golden.check(
          "cli/view/summary." + width + ".txt",
          new SummaryView(ViewStyle.plain(width)).render(large()));
    }
  }

  @Test
  void aSummarySaysWhatStepsMeanForTheService() {
    Golden.check(
        "cli/view/summary-rollout.txt",
        new SummaryView(ViewStyle.plain(80)).render(plan(rollout()))
            + "\n"
            + new SummaryView(ViewStyle.plain(80))
                .render(plan(step(0, Rollout.ONE_AT_A_TIME, "in place: Nginx reloads"))));
  }

  @Test
  void contentsOfNewFilesAreShownWhenAskedFor() {
    String text =
        view(ViewStyle.plain(80), true).render(plan(change(0, Action.CREATE, null, created())));
    assertThat(text).contains("+upstream store {");
  }
}
