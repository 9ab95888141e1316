package io.esform.cli.view;

import io.esform.address.InstanceKey;
import io.esform.address.ModuleAddress;
import io.esform.address.ProviderKey;
import io.esform.address.ResourceAddress;
import io.esform.address.ResourceAddress.Mode;
import io.esform.address.ResourceInstanceAddress;
import io.esform.plan.Action;
import io.esform.plan.Change;
import io.esform.plan.Change.Decision;
import io.esform.plan.Change.Impact;
import io.esform.plan.Change.StateEntry;
import io.esform.plan.Change.Transition;
import io.esform.plan.Drift;
import io.esform.plan.OutputChange;
import io.esform.plan.Plan;
import io.esform.plan.PlanMode;
import io.esform.plan.PlanOptions;
import io.esform.plan.PriorObject;
import io.esform.plan.Reason;
import io.esform.plan.Replacement;
import io.esform.plan.Revival;
import io.esform.plan.Rollout;
import io.esform.plan.SettledValues;
import io.esform.schema.AttributeSchema;
import io.esform.schema.AttributeSchema.Display;
import io.esform.schema.Schema;
import io.esform.schema.Schema.NestedBlock;
import io.esform.schema.Schema.Nesting;
import io.esform.state.State;
import io.esform.value.AttributePath;
import io.esform.value.Types;
import io.esform.value.Value;
import io.esform.value.Value.ObjectValue;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Hand-written plans, for tests of their display.
public final class Plans {

  static final Schema NODE =
      Schema.of(
          "A node.",
          List.of(
              AttributeSchema.required("name", Types.STRING, "Its name."),
              AttributeSchema.required("address", Types.STRING, "Its address.").withReplacement(),
              AttributeSchema.optional("network", Types.ANY, "Its network."),
              AttributeSchema.optional("members", Types.list(Types.STRING), "Well-known members."),
              AttributeSchema.optional("roles", Types.set(Types.STRING), "Its roles."),
              AttributeSchema.optional("labels", Types.map(Types.STRING), "Labels."),
              AttributeSchema.optional("sources", Types.ANY, "Data sources."),
              AttributeSchema.optional("max_active", Types.NUMBER, "Pool size."),
              AttributeSchema.optional("sticky", Types.BOOL, "Stickiness."),
              AttributeSchema.optional("motd", Types.STRING, "A text."),
              AttributeSchema.optional("password", Types.STRING, "A secret.").asSensitive(),
              AttributeSchema.computed("id", Types.STRING, "The id."),
              AttributeSchema.computed("generation", Types.NUMBER, "Counts."),
              AttributeSchema.computed("user_data", Types.STRING, "Base64.")
                  .shownAs(Display.HIDDEN),
              AttributeSchema.computed("files", Types.map(Types.STRING), "Files.")
                  .shownAs(Display.FILES)),
          List.of(
              new NestedBlock(
                  "proxy",
                  Nesting.SINGLE,
                  false,
                  Schema.of(
                      "A proxy.",
                      AttributeSchema.required("host", Types.STRING, "Its host."),
                      AttributeSchema.optional("port", Types.NUMBER, "Its port."),
                      AttributeSchema.optional("token", Types.STRING, "A secret.").asSensitive())),
              new NestedBlock(
                  "mount",
                  Nesting.LIST,
                  false,
                  Schema.of(
                      "A mount.",
                      AttributeSchema.required("name", Types.STRING, "Its name."),
                      AttributeSchema.required("path", Types.STRING, "Its path.")))));

  private Plans() {}

  static ObjectValue object(Object... namesAndValues) {
    var attributes = new TreeMap<String, Value>();
    for (int index = 0; index < namesAndValues.length; index += 2) {
      attributes.put((String) namesAndValues[index], (Value) namesAndValues[index + 1]);
    }
    return Value.objectOf(attributes);
  }

  /// A node with the usual attributes, with changes to some of them.
  static ObjectValue node(Object... namesAndValues) {
    ObjectValue node =
        object(
            "name", Value.of("store-0"),
            "address", Value.of("10.77.0.21"),
            "network", object("id", Value.of("5f0c"), "cidr", Value.of("10.77.0.0/24")),
            "members", texts("10.77.0.11", "10.77.0.12", "10.77.0.21", "10.77.0.22"),
            "max_active", Value.of(50),
            "sticky", Value.of(false),
            "password", Value.sensitive(Value.of("hunter2")),
            "id", Value.of("c0ffee"),
            "generation", Value.of(1),
            "user_data", Value.of("H4sI"));
    for (var entry : object(namesAndValues).attributes().entrySet()) {
      node = node.with(entry.getKey(), entry.getValue());
    }
    return node;
  }

  static Value texts(String... texts) {
    return Value.listOf(List.of(texts));
  }

  static Value files(Map<String, String> texts) {
    var values = new TreeMap<String, Value>();
    texts.forEach((path, text) -> values.put(path, Value.of(text)));
    return Value.mapOf(Types.STRING, values);
  }

  static ResourceInstanceAddress store(int index) {
    return new ResourceAddress(
            ModuleAddress.ROOT.child("cluster", InstanceKey.none()),
            Mode.MANAGED,
            "es_node",
            "store")
        .instance(InstanceKey.of(index));
  }

  static Change change(
      int index, Action action, @Nullable ObjectValue before, @Nullable ObjectValue after) {
    return change(index, action, Reason.VALUES, before, after, List.of(), List.of());
  }

  static Change change(
      int index,
      Action action,
      Reason reason,
      @Nullable ObjectValue before,
      @Nullable ObjectValue after,
      List<AttributePath> replacement,
      List<String> notes) {
    return new Change(
        store(index),
        new Decision(action, reason, new Replacement(replacement, List.of(), false)),
        new Transition(PriorObject.CURRENT, before, after),
        entry(1),
        new Impact(notes, null, null, Revival.NONE, null),
        null);
  }

  private static StateEntry entry(int generation) {
    return new StateEntry(ProviderKey.parse("local"), NODE, List.of(), generation);
  }

  static Change triggered() {
    return new Change(
        store(0),
        new Decision(
            Action.REPLACE,
            Reason.TRIGGERED,
            new Replacement(
                List.of(), List.of("es_database.main", "esform_data.pack.output"), false)),
        new Transition(PriorObject.CURRENT, node(), node("id", Value.unknown(Types.STRING))),
        entry(2),
        Impact.NONE,
        null);
  }

  static Change deposed() {
    return new Change(
        store(0),
        new Decision(Action.DELETE, Reason.DEPOSED, Replacement.NONE),
        new Transition(new PriorObject.Deposed(1), node(), null),
        entry(1),
        Impact.NONE,
        null);
  }

  /// An update of a node in a rollout.
  static Change step(int index, Rollout rollout, @Nullable String effect) {
    return step(index, Action.UPDATE, rollout, effect);
  }

  static Change step(int index, Action action, Rollout rollout, @Nullable String effect) {
    Change change =
        change(
            index,
            action,
            action == Action.CREATE ? null : node(),
            node("max_active", Value.of(60)));
    return new Change(
        change.address(),
        change.decision(),
        change.transition(),
        change.entry(),
        new Impact(List.of(), effect, rollout, Revival.NONE, null),
        null);
  }

  static Change update(Object... changed) {
    return change(0, Action.UPDATE, node(), node(changed));
  }

  static Plan plan(Change... changes) {
    return plan(List.of(changes), List.of());
  }

  static Plan plan(List<Change> changes, List<OutputChange> outputs) {
    return plan(changes, List.of(), outputs, PlanMode.NORMAL);
  }

  static Plan plan(
      List<Change> changes, List<Drift> drift, List<OutputChange> outputs, PlanMode mode) {
    State state = State.empty("lineage");
    return new Plan(
        changes,
        drift,
        outputs,
        List.of(),
        List.of(),
        state,
        state,
        SettledValues.none(),
        new PlanOptions(mode, true));
  }
}
