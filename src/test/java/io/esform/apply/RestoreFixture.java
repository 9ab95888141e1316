package io.esform.apply;

import static java.util.Objects.requireNonNull;

import io.esform.address.AddressParser;
import io.esform.plan.Change;
import io.esform.plan.Plan;
import io.esform.state.FailedUpdate;
import io.esform.state.InstanceState;
import io.esform.testing.FakeProvider;
import io.esform.testing.Workbench;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Three nodes of one rollout, and their states. The node b fails.
abstract class RestoreFixture {

  static final String TIME = "the apply at 2026-03-01 12:00 UTC ";

  final FakeProvider provider = new FakeProvider();
  final Workbench workbench =
      new Workbench(provider)
          .at(Clock.fixed(Instant.parse("2026-03-01T12:00:30Z"), ZoneOffset.UTC));

  static String nodes(int size, String onFailure) {
    return """
    resource "es_node" "n" {
      for_each = toset(["a", "b", "c"])
      size     = %d
      rollout { on_failure = "%s" }
    }
    """
        .formatted(size, onFailure);
  }

  List<String> calls() {
    return provider.calls().stream().filter(call -> call.startsWith("-")).toList();
  }

  InstanceState recorded() {
    var address = requireNonNull(AddressParser.parseInstance("es_node.n[\"b\"]").address());
    return requireNonNull(workbench.backend().kept().instance(address));
  }

  @Nullable FailedUpdate failure() {
    return recorded().failedUpdate();
  }

  static Change changeOf(Plan plan, String key) {
    return plan.changes().stream()
        .filter(change -> change.address().toString().contains("\"" + key + "\""))
        .findFirst()
        .orElseThrow();
  }

  static List<String> warnings(ApplyResult result) {
    return result.diagnostics().all().stream()
        .filter(it -> !it.isError())
        .map(it -> it.address() + ": " + it.summary() + ": " + it.detail())
        .toList();
  }

  Object sizeInTheWorld() {
    String id = recorded().attributes().get("id").toString();
    return provider.world().values().stream()
        .filter(it -> it.get("id").toString().equals(id))
        .findFirst()
        .orElseThrow()
        .get("size");
  }
}
