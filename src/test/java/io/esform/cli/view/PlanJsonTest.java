package io.esform.cli.view;

import static io.esform.cli.view.Plans.change;
import static io.esform.cli.view.Plans.node;
import static io.esform.cli.view.Plans.object;
import static io.esform.cli.view.Plans.plan;
import static io.esform.cli.view.Plans.step;
import static org.assertj.core.api.Assertions.assertThat;

import io.esform.address.InstanceKey;
import io.esform.cli.view.json.DiagnosticJson;
import io.esform.cli.view.json.OutputJson;
import io.esform.cli.view.json.PlanJson;
import io.esform.diag.Diagnostic;
import io.esform.diag.Diagnostics;
import io.esform.diag.SourceRange;
import io.esform.plan.Action;
import io.esform.plan.OutputChange;
import io.esform.plan.Reason;
import io.esform.plan.Rollout;
import io.esform.plan.Rollout.OnFailure;
import io.esform.testing.Golden;
import io.esform.value.AttributePath;
import io.esform.value.Types;
import io.esform.value.Value;
import java.time.Duration;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class PlanJsonTest {

  @Test
  void aPlanIsTheSameForPrograms() {
    var unknown = Value.unknown(Types.STRING);
    var network = object("id", unknown, "cidr", Value.of("10.77.0.0/24"));
    var created = node("id", unknown, "network", network);
    var moved = node("address", Value.of("10.77.0.31"), "id", unknown);
    var replaced =
        change(
            1,
            Action.REPLACE,
            Reason.REQUIRES_REPLACEMENT,
            node(),
            moved,
            List.of(AttributePath.of("address")),
            List.of("user-data 5,212 of 16,384 bytes"));
    var outputs =
        List.of(
            new OutputChange("password", null, Value.of("hunter2"), true),
            new OutputChange("url", Value.of("a"), Value.of("b"), false));
    String text =
        PlanJson.render(
            plan(
                List.of(
                    change(0, Action.CREATE, null, created),
                    replaced,
                    Plans.triggered().creatingFirst(),
                    Plans.deposed()),
                outputs),
            "0.1.0");
    assertThat(text).doesNotContain("hunter");
    Golden.check("cli/view/plan.json", text);
  }

  @Test
  void rolloutsAreTheSameForPrograms() {
    var rollout =
        new Rollout(
            1,
            Duration.ofMinutes(10),
            Duration.ofSeconds(30),
            List.of(InstanceKey.of(1)),
            OnFailure.STOP);
    String text =
        PlanJson.render(
            plan(
                step(0, rollout, "restarts Carbon"),
                step(1, rollout, "in place: Carbon keeps running"),
                step(2, Action.CREATE, rollout, null)),
            "0.1.0");
    Golden.check("cli/view/plan-rollout.json", text);
  }

  @Test
  void outputsAreTheSameForPrograms() {
    var outputs = new TreeMap<String, Value>();
    outputs.put("nodes", Plans.texts("a", "b"));
    outputs.put("password", Value.sensitive(Value.of("hunter2")));
    String text = OutputJson.render(outputs);
    assertThat(text).doesNotContain("hunter");
    Golden.check("cli/view/outputs.json", text);
  }

  @Test
  void diagnosticsAreTheSameForPrograms() {
    var range = new SourceRange("main.esf", 2, 3, 2, 9, 10, 16);
    var diagnostics =
        Diagnostics.of(
            Diagnostic.error("Unknown argument", "There is no such argument.", range)
                .withAddress("es_node.store"),
            Diagnostic.warning("Odd", "Nothing to worry about.", null));
    Golden.check(
        "cli/view/diagnostics.json",
        DiagnosticJson.render(diagnostics, _ -> "a = {\n  adress = 1\n}\n"));
  }
}
