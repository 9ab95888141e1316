package io.esform.cli.planfile;

import io.esform.config.CheckStatus;
import io.esform.diag.Diagnostic;
import io.esform.diag.SourceRange;
import io.esform.plan.CheckResult;
import io.esform.plan.CheckResult.Owner;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Reads the results of conditions from a plan's JSON.
final class KeptChecks {

  private KeptChecks() {}

  static List<CheckResult> of(String planJson) {
    var checks = new ArrayList<CheckResult>();
    for (JsonNode check : JsonMapper.shared().readTree(planJson).path("checks")) {
      var problems = new ArrayList<Diagnostic>();
      check.path("problems").forEach(problem -> problems.add(problem(problem)));
      checks.add(
          new CheckResult(
              text(check, "address"),
              Owner.valueOf(constant(check, "kind")),
              CheckStatus.valueOf(constant(check, "status")),
              problems));
    }
    return checks;
  }

  private static Diagnostic problem(JsonNode problem) {
    return Diagnostic.warning(
            text(problem, "summary"), text(problem, "detail"), range(problem.path("range")))
        .withAddress(problem.has("address") ? text(problem, "address") : null);
  }

  private static @Nullable SourceRange range(JsonNode range) {
    JsonNode start = range.path("start");
    JsonNode end = range.path("end");
    return range.isMissingNode()
        ? null
        : new SourceRange(
            text(range, "filename"),
            number(start, "line"),
            number(start, "column"),
            number(end, "line"),
            number(end, "column"),
            number(start, "offset"),
            number(end, "offset"));
  }

  private static String constant(JsonNode node, String name) {
    return text(node, name).toUpperCase(Locale.ROOT);
  }

  private static String text(JsonNode node, String name) {
    return node.path(name).asString("");
  }

  private static int number(JsonNode node, String name) {
    return node.path(name).asInt(0);
  }
}
