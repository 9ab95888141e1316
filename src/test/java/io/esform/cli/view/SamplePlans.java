package io.esform.cli.view;

import static io.esform.cli.view.Plans.change;
import static io.esform.cli.view.Plans.files;
import static io.esform.cli.view.Plans.node;
import static io.esform.cli.view.Plans.object;
import static io.esform.cli.view.Plans.plan;
import static io.esform.cli.view.Plans.step;
import static io.esform.cli.view.Plans.texts;
import static io.esform.cli.view.Plans.update;
import static io.esform.cli.view.SampleHosts.alike;
import static io.esform.cli.view.SampleHosts.created;
import static io.esform.cli.view.SampleHosts.hosts;
import static io.esform.cli.view.SampleHosts.labels;
import static io.esform.cli.view.SampleHosts.mounts;
import static io.esform.cli.view.SampleHosts.numbered;
import static io.esform.cli.view.SampleHosts.poem;
import static io.esform.cli.view.SampleHosts.replaced;
import static io.esform.cli.view.SampleHosts.roles;
import static io.esform.cli.view.SampleHosts.sources;
import static io.esform.cli.view.SampleHosts.withProxy;

import io.esform.address.InstanceKey;
import io.esform.plan.Action;
import io.esform.plan.Change;
import io.esform.plan.Drift;
import io.esform.plan.OutputChange;
import io.esform.plan.Plan;
import io.esform.plan.PlanMode;
import io.esform.plan.Reason;
import io.esform.plan.Rollout;
import io.esform.plan.Rollout.OnFailure;
import io.esform.value.Types;
import io.esform.value.Value;
import io.esform.value.Value.ObjectValue;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.provider.Arguments;

/// Plans of every kind by name, for tests of their display.
final class SamplePlans {

  private static final String PEM =
      "-----BEGIN CERTIFICATE-----\n" + "MIIB0zCCAX2gAwIBAgIJ\n".repeat(50) + "-----END-----\n";

  private SamplePlans() {}

  static Stream<Arguments> plans() {
    return Stream.of(
        one("nothing", plan(change(0, Action.NO_OP, node(), node()))),
        one("create", plan(change(0, Action.CREATE, null, created()))),
        one("create-gone", plan(because(Action.CREATE, Reason.GONE, null, node()))),
        one("destroy", plan(change(0, Action.DELETE, withProxy(), null))),
        one(
            "destroy-no-block",
            plan(because(Action.DELETE, Reason.NOT_IN_CONFIGURATION, node(), null))),
        one(
            "destroy-no-key",
            plan(because(Action.DELETE, Reason.KEY_NOT_IN_CONFIGURATION, node(), null))),
        one("forget", plan(change(0, Action.FORGET, node(), null))),
        one(
            "read",
            plan(
                change(
                    0,
                    Action.READ,
                    null,
                    object("name", Value.of("x"), "id", Value.unknown(Types.STRING))))),
        one("replace", plan(replaced())),
        one(
            "replace-tainted",
            plan(
                because(
                    Action.REPLACE,
                    Reason.TAINTED,
                    node(),
                    node("id", Value.unknown(Types.STRING))))),
        one("replace-create-first", plan(replaced().creatingFirst())),
        one("replace-triggered", plan(Plans.triggered())),
        one("destroy-deposed", plan(Plans.deposed())),
        one(
            "numbers-and-booleans",
            plan(update("max_active", Value.of(80), "sticky", Value.of(true)))),
        one(
            "long-strings",
            plan(
                update(
                    "name",
                    Value.of("a-name-that-is-so-long".repeat(3)),
                    "motd",
                    Value.of("x".repeat(2000))))),
        one(
            "becomes-unknown",
            plan(
                update(
                    "members",
                    Value.unknown(Types.list(Types.STRING)),
                    "network",
                    Value.unknown(Types.ANY)))),
        one(
            "sensitive",
            plan(
                update(
                    "password",
                    Value.sensitive(Value.of("hunter3")),
                    "labels",
                    Value.mapOf(
                        Types.STRING, Map.of("token", Value.sensitive(Value.of("hunter4"))))))),
        one(
            "list",
            plan(
                update(
                    "members",
                    texts("10.77.0.10", "10.77.0.11", "10.77.0.21", "10.77.0.22", "10.77.0.23")))),
        one(
            "long-list",
            plan(
                change(
                    0,
                    Action.UPDATE,
                    node("members", numbered(40, 13)),
                    node("members", numbered(40, 27))))),
        one(
            "set",
            plan(
                change(
                    0,
                    Action.UPDATE,
                    node("roles", roles("store", "publisher")),
                    node("roles", roles("store", "worker"))))),
        one(
            "map",
            plan(
                change(
                    0,
                    Action.UPDATE,
                    node("labels", labels("a", "1", "b", "2", "c/d", "3")),
                    node("labels", labels("a", "1", "b", "22", "e", "5"))))),
        one(
            "list-of-objects",
            plan(
                change(
                    0,
                    Action.UPDATE,
                    node("sources", sources(50, "social")),
                    node("sources", sources(80, "user"))))),
        one(
            "nested-object",
            plan(
                update(
                    "network", object("id", Value.of("5f0c"), "cidr", Value.of("10.78.0.0/24"))))),
        one(
            "lines-of-text",
            plan(
                change(
                    0,
                    Action.UPDATE,
                    node("motd", Value.of(poem("eight"))),
                    node("motd", Value.of(poem("8")))))),
        one("certificate", plan(change(0, Action.CREATE, null, object("motd", Value.of(PEM))))),
        one(
            "blocks",
            plan(
                change(
                    0,
                    Action.UPDATE,
                    withProxy(),
                    withProxy()
                        .with(
                            "proxy",
                            object(
                                "host",
                                Value.of("lb.es-wso2.com"),
                                "port",
                                Value.of(8443),
                                "token",
                                Value.of("hunter6")))
                        .with("mount", mounts("config", "users"))))),
        one("files", plan(hosts(0), hosts(1))),
        one(
            "replace-requested",
            plan(
                because(
                    Action.REPLACE,
                    Reason.REQUESTED,
                    node(),
                    node("id", Value.unknown(Types.STRING))))),
        one(
            "drift",
            drift(PlanMode.NORMAL, change(0, Action.UPDATE, node(), node("motd", Value.of("Hi"))))),
        one("drift-refresh-only", drift(PlanMode.REFRESH_ONLY)),
        one("large", large()),
        one(
            "create-alike",
            plan(
                change(0, Action.CREATE, null, created()),
                change(
                    1,
                    Action.CREATE,
                    null,
                    created()
                        .with("name", Value.of("store-1"))
                        .with("address", Value.of("10.77.0.22"))
                        .with("files", files(alike()))))),
        one("effect", plan(step(0, Rollout.ONE_AT_A_TIME, "in place: Nginx reloads"))),
        one("rollout", plan(rollout())),
        one("outputs", outputs()));
  }

  /// An object with two changed attributes, one of them relevant, and a missing object.
  private static Plan drift(PlanMode mode, Change... changes) {
    ObjectValue now = node("motd", Value.of("Ciao"), "max_active", Value.of(60));
    return plan(
        List.of(changes),
        List.of(
            new Drift(
                Plans.store(0),
                null,
                Plans.NODE,
                node(),
                now,
                Set.of("motd", "max_active"),
                Set.of("motd")),
            new Drift(Plans.store(1), null, Plans.NODE, node(), null, Set.of("id"), Set.of()),
            new Drift(Plans.store(0), 1, Plans.NODE, node(), null, Set.of("id"), Set.of())),
        List.of(),
        mode);
  }

  static Plan large() {
    return plan(
        List.of(
            change(0, Action.CREATE, null, node()),
            change(1, Action.CREATE, null, node()),
            hosts(2),
            hosts(3),
            change(4, Action.UPDATE, node(), node("name", Value.of("x"), "motd", Value.of("y"))),
            replaced(),
            because(Action.REPLACE, Reason.REQUESTED, node(), node()),
            because(Action.DELETE, Reason.KEY_NOT_IN_CONFIGURATION, node(), null),
            change(7, Action.FORGET, node(), null),
            change(8, Action.NO_OP, node(), node())),
        List.of(
            new OutputChange("store_url", null, Value.of("https://store.es-wso2.com"), false),
            new OutputChange("same", Value.of(7), Value.of(7), false)));
  }

  static Change[] rollout() {
    var rollout =
        new Rollout(
            1,
            Duration.ofMinutes(10),
            Duration.ofSeconds(30),
            List.of(InstanceKey.of(2), InstanceKey.of(0)),
            OnFailure.RESTORE);
    String effect = "drains and restarts Carbon: unavailable for about a minute";
    return new Change[] {
      step(0, rollout, effect),
      step(1, Action.REPLACE, rollout, null),
      step(2, rollout, "in place: Carbon keeps running"),
      step(10, Action.CREATE, rollout, null)
    };
  }

  private static Arguments one(String name, Plan plan) {
    return Arguments.of(name, plan);
  }

  private static Change because(
      Action action, Reason reason, @Nullable ObjectValue before, @Nullable ObjectValue after) {
    return change(0, action, reason, before, after, List.of(), List.of());
  }

  private static Plan outputs() {
    return plan(
        List.of(),
        List.of(
            new OutputChange("store_url", null, Value.of("https://store.es-wso2.com/store"), false),
            new OutputChange("password", Value.of("hunter2"), Value.of("hunter3"), true),
            new OutputChange("gone", Value.of(7), null, false),
            new OutputChange("same", Value.of(7), Value.of(7), false),
            new OutputChange("nodes", texts("a"), Value.unknown(Types.ANY), false)));
  }
}
