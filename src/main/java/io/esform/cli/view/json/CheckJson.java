package io.esform.cli.view.json;

import io.esform.plan.CheckResult;
import java.util.List;
import java.util.Locale;

/// The results of conditions in a plan's JSON.
final class CheckJson {

  private CheckJson() {}

  static void write(JsonDocument json, List<CheckResult> checks) {
    json.arrayMember(
        "checks",
        checks,
        check ->
            json.object(_ -> {
              json.member("address", check.address());
              json.member("kind", check.owner().name().toLowerCase(Locale.ROOT));
              json.member("status", check.status().name().toLowerCase(Locale.ROOT));
              json.arrayMember(
                  "problems",
                  check.problems(),
                  problem -> DiagnosticJson.write(json, problem, _ -> null));
            }));
  }
}
