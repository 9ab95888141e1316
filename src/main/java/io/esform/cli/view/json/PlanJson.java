package io.esform.cli.view.json;

import static java.util.Objects.requireNonNull;

import io.esform.address.InstanceKey;
import io.esform.address.ResourceAddress;
import io.esform.address.ResourceAddress.Mode;
import io.esform.address.ResourceInstanceAddress;
import io.esform.address.Target;
import io.esform.cli.view.Redaction;
import io.esform.plan.Action;
import io.esform.plan.Change;
import io.esform.plan.Drift;
import io.esform.plan.OutputChange;
import io.esform.plan.Plan;
import io.esform.plan.PlanOptions;
import io.esform.plan.PriorObject;
import io.esform.plan.Reason;
import io.esform.plan.RolloutSteps;
import io.esform.provider.DataHolder.Loss;
import io.esform.value.AttributePath;
import io.esform.value.Value;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// A plan as JSON.
public final class PlanJson {

  private PlanJson() {}

  /// The document; ends with a line feed.
  public static String render(Plan plan, String esformVersion) {
    return JsonDocument.document(json -> {
      json.member("format_version", JsonDocument.FORMAT_VERSION);
      json.member("esform_version", esformVersion);
      json.objectMember(
          "prior_state",
          state -> {
            state.member("lineage", plan.prior().lineage());
            state.member("serial", plan.prior().serial());
          });
      json.member("mode", plan.options().mode().name().toLowerCase(Locale.ROOT));
      json.member("destroy", plan.destroying());
      options(json, plan.options());
      json.objectMember(
          "summary",
          summary -> {
            summary.member("import", plan.toImport());
            summary.member("add", plan.toAdd());
            summary.member("change", plan.toChange());
            summary.member("destroy", plan.toDestroy());
            summary.member("forget", plan.count(Action.FORGET));
          });
      json.arrayMember("resource_drift", plan.drift(), drift -> drift(json, drift));
      json.arrayMember("resource_changes", plan.changes(), change -> change(json, change));
      losses(json, plan);
      json.arrayMember("rollouts", RolloutSteps.of(plan), steps -> rollout(json, steps));
      json.arrayMember(
          "proposed_moves",
          plan.proposals(),
          proposal ->
              json.object(_ -> {
                json.member("from", proposal.from().toString());
                json.member("to", proposal.to().toString());
              }));
      json.objectMember(
          "output_changes",
          outputs ->
              plan.outputs()
                  .forEach(
                      change -> outputs.objectMember(change.name(), _ -> output(outputs, change))));
      CheckJson.write(json, plan.checks());
    });
  }

  private static void options(JsonDocument json, PlanOptions options) {
    if (options.isPartial()) {
      targets(json, "targets", options.targets());
      targets(json, "excludes", options.excludes());
    }
  }

  private static void targets(JsonDocument json, String name, List<Target> targets) {
    json.arrayMember(name, targets, it -> json.generator().writeString(it.toString()));
  }

  private static void drift(JsonDocument json, Drift drift) {
    json.object(_ -> {
      address(json, drift.address());
      if (drift.deposed() != null) {
        json.member("deposed", drift.deposed());
      }
      json.objectMember(
          "change",
          _ -> {
            actions(json, List.of(drift.after() == null ? "delete" : "update"));
            beforeAndAfter(
                json,
                Redaction.marked(drift.schema(), drift.before()),
                Redaction.marked(drift.schema(), drift.after()));
          });
      json.arrayMember(
          "relevant_attributes", drift.relevant(), it -> json.generator().writeString(it));
    });
  }

  private static void address(JsonDocument json, ResourceInstanceAddress address) {
    ResourceAddress resource = address.resource();
    json.member("address", address.toString());
    if (!resource.module().isRoot()) {
      json.member("module_address", resource.module().toString());
    }
    json.member("mode", resource.mode() == Mode.DATA ? "data" : "managed");
    json.member("type", resource.type());
    json.member("name", resource.name());
    key(json, address.key());
  }

  private static void change(JsonDocument json, Change change) {
    json.object(_ -> {
      address(json, change.address());
      if (change.priorObject() instanceof PriorObject.Moved(var from)) {
        json.member("previous_address", from.toString());
      }
      if (change.priorObject() instanceof PriorObject.Deposed(int generation)) {
        json.member("deposed", generation);
      }
      json.member("provider", change.provider().toString());
      json.member("reason", reason(change.reason()));
      json.member("generation", change.generation());
      if (change.revives()) {
        json.member("down", true);
      }
      json.objectMember("change", _ -> values(json, change));
      json.arrayMember(
          "notes", change.impact().notes(), note -> json.generator().writeString(note));
      String effect = change.impact().effect();
      if (effect != null) {
        json.member("effect", effect);
      }
    });
  }

  private static void losses(JsonDocument json, Plan plan) {
    List<Change> confirmed = plan.lossesToConfirm();
    json.arrayMember(
        "losses",
        plan.changes().stream().filter(change -> change.impact().loss() != null).toList(),
        change ->
            json.object(_ -> {
              Loss loss = requireNonNull(change.impact().loss());
              json.member("address", change.address().toString());
              json.member("what", loss.what());
              json.member("needs_confirmation", confirmed.contains(change));
            }));
  }

  private static void rollout(JsonDocument json, RolloutSteps steps) {
    json.object(_ -> {
      json.member("resource", steps.resource().toString());
      json.member("max_unavailable", steps.rollout().maxUnavailable());
      Duration limit = steps.rollout().readyTimeout();
      if (limit != null) {
        json.member("ready_timeout_seconds", limit.toSeconds());
      }
      json.member("pause_seconds", steps.rollout().pause().toSeconds());
      json.member("on_failure", steps.rollout().onFailure().name().toLowerCase(Locale.ROOT));
      addresses(json, "arrivals", steps.arrivals());
      addresses(json, "steps", steps.steps());
    });
  }

  private static void addresses(JsonDocument json, String name, List<Change> changes) {
    json.arrayMember(
        name, changes, change -> json.generator().writeString(change.address().toString()));
  }

  private static void key(JsonDocument json, InstanceKey key) {
    switch (key) {
      case InstanceKey.NoKey() -> {}
      case InstanceKey.IntKey(int index) -> json.member("index", index);
      case InstanceKey.StringKey(String name) -> json.member("index", name);
    }
  }

  private static String reason(Reason reason) {
    return reason.name().toLowerCase(Locale.ROOT);
  }

  private static void values(JsonDocument json, Change change) {
    Value before = Redaction.marked(change.schema(), change.before());
    Value after = Redaction.marked(change.schema(), change.after());
    actions(json, actions(change));
    if (change.priorObject() instanceof PriorObject.ByImport(var id)) {
      json.objectMember("importing", _ -> json.member("id", id));
    }
    beforeAndAfter(json, before, after);
    if (!change.replacement().paths().isEmpty()) {
      json.arrayMember("replace_paths", change.replacement().paths(), path -> path(json, path));
    }
    List<String> triggers = change.replacement().triggers();
    if (!triggers.isEmpty()) {
      json.arrayMember("replace_triggered_by", triggers, it -> json.generator().writeString(it));
    }
  }

  private static void actions(JsonDocument json, List<String> actions) {
    json.arrayMember("actions", actions, action -> json.generator().writeString(action));
  }

  private static List<String> actions(Change change) {
    return switch (change.action()) {
      case NO_OP -> List.of("no-op");
      case CREATE -> List.of("create");
      case READ -> List.of("read");
      case UPDATE -> List.of("update");
      case REPLACE ->
          change.replacement().createFirst()
              ? List.of("create", "delete")
              : List.of("delete", "create");
      case DELETE -> List.of("delete");
      case FORGET -> List.of("forget");
    };
  }

  private static void beforeAndAfter(
      JsonDocument json, @Nullable Value before, @Nullable Value after) {
    json.member("before", _ -> ValueJson.write(json, before));
    json.member("after", _ -> ValueJson.write(json, after));
    json.member("after_unknown", _ -> ValueJson.unknowns(json, after));
    json.member("before_sensitive", _ -> ValueJson.sensitives(json, before));
    json.member("after_sensitive", _ -> ValueJson.sensitives(json, after));
  }

  private static void path(JsonDocument json, AttributePath path) {
    json.generator().writeStartArray();
    for (AttributePath.Segment step : path.segments()) {
      switch (step) {
        case AttributePath.Segment.Attribute(var name) -> json.generator().writeString(name);
        case AttributePath.Segment.Key(var key) -> json.generator().writeString(key);
        case AttributePath.Segment.Index(var index) -> json.generator().writeNumber(index);
      }
    }
    json.generator().writeEndArray();
  }

  private static void output(JsonDocument json, OutputChange change) {
    actions(json, List.of(outputAction(change)));
    beforeAndAfter(json, marked(change, change.before()), marked(change, change.after()));
  }

  private static String outputAction(OutputChange change) {
    if (!change.isChange()) {
      return "no-op";
    }
    if (change.before() == null) {
      return "create";
    }
    return change.after() == null ? "delete" : "update";
  }

  private static @Nullable Value marked(OutputChange change, @Nullable Value value) {
    return value == null || !change.sensitive() ? value : Value.sensitive(value);
  }
}
