package io.esform.cli.view;

import static io.esform.cli.view.Plans.files;
import static io.esform.cli.view.Plans.node;
import static io.esform.cli.view.Plans.texts;
import static org.assertj.core.api.Assertions.assertThat;

import io.esform.address.ProviderKey;
import io.esform.plan.Action;
import io.esform.state.InstanceState;
import io.esform.state.InstanceState.Status;
import io.esform.state.State;
import io.esform.testing.Golden;
import io.esform.value.Value;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class StateViewTest {

  private static final ApplyView APPLY = new ApplyView(ViewStyle.plain(80));

  @Test
  void aStateIsShownWithoutItsSecrets() {
    String text = new StateView(ViewStyle.plain(80), _ -> Plans.NODE).render(state());
    assertThat(text).doesNotContain("hunter");
    Golden.check("cli/view/state.txt", text);
  }

  @Test
  void addressesAreListedOnePerLine() {
    assertThat(StateView.list(state()))
        .isEqualTo("module.cluster.es_node.store[0]\nmodule.cluster.es_node.store[1]\n");
  }

  @Test
  void onlyWhatIsAskedForByNameIsRaw() {
    assertThat(OutputView.raw(Value.sensitive(Value.of("x")))).isEqualTo("x");
    assertThat(OutputView.raw(Value.of(7))).isEqualTo("7");
    assertThat(OutputView.raw(texts("a"))).isNull();
  }

  @Test
  void progressIsToldInTheWordsPeopleKnow() {
    var store = Plans.store(0);
    String address = "module.cluster.es_node.store[0]: ";
    assertThat(APPLY.started(store, Action.CREATE)).isEqualTo(address + "Creating...");
    assertThat(APPLY.still(store, Action.CREATE, 70, "waiting for port 9443"))
        .isEqualTo(address + "Still creating... [1m10s elapsed] (waiting for port 9443)");
    assertThat(APPLY.held(store, "es_database.this: the host is not running"))
        .isEqualTo(address + "Held back (es_database.this: the host is not running)");
    assertThat(APPLY.done(store, Action.CREATE, 12, "c0ffee"))
        .isEqualTo(address + "Creation complete after 12s [id=c0ffee]");
    assertThat(APPLY.done(store, Action.DELETE, 3661, null))
        .isEqualTo(address + "Destruction complete after 1h01m01s");
  }

  @Test
  void aRunEndsWithItsCounts() {
    var counts = new ApplyView.Counts(0, 6, 1, 2);
    assertThat(APPLY.complete(counts, false))
        .isEqualTo("Apply complete! Resources: 6 added, 1 changed, 2 destroyed.");
    assertThat(APPLY.complete(counts, true)).isEqualTo("Destroy complete! Resources: 2 destroyed.");
    assertThat(
            APPLY.notDone(
                List.of(new ApplyView.SkippedStep(Plans.store(1), "It was interrupted."))))
        .isEqualTo("Not done:\n  module.cluster.es_node.store[1]\n      It was interrupted.\n");
  }

  private static State state() {
    var instances = new TreeMap<io.esform.address.ResourceInstanceAddress, InstanceState>();
    var rendered = files(Map.of("/etc/hosts", "0123456789abcdef".repeat(4)));
    instances.put(Plans.store(0), instance(node("files", rendered), Status.READY));
    instances.put(Plans.store(1), instance(node("motd", Value.of("one\ntwo\n")), Status.TAINTED));
    var outputs = new TreeMap<String, Value>();
    outputs.put("store_url", Value.of("https://store.es-wso2.com"));
    outputs.put("password", Value.sensitive(Value.of("hunter2")));
    outputs.put(
        "nodes", texts("10.77.0.11", "10.77.0.12", "10.77.0.21", "10.77.0.22", "10.77.0.23"));
    return new State(3, "lineage", outputs, instances, new TreeMap<>());
  }

  private static InstanceState instance(Value.ObjectValue attributes, Status status) {
    return new InstanceState(
        ProviderKey.parse("local"), attributes, Set.of(), List.of(), 1, status);
  }
}
