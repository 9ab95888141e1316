package io.esform.cli.view;

import static io.esform.cli.view.Plans.change;
import static io.esform.cli.view.Plans.files;
import static io.esform.cli.view.Plans.node;
import static io.esform.cli.view.Plans.object;
import static io.esform.cli.view.Plans.plan;
import static io.esform.cli.view.Plans.step;
import static io.esform.cli.view.Plans.texts;
import static io.esform.cli.view.Plans.update;
import static org.assertj.core.api.Assertions.assertThat;

import io.esform.address.InstanceKey;
import io.esform.plan.Action;
import io.esform.plan.Change;
import io.esform.plan.Drift;
import io.esform.plan.OutputChange;
import io.esform.plan.Plan;
import io.esform.plan.PlanMode;
import io.esform.plan.Reason;
import io.esform.plan.Rollout;
import io.esform.testing.Golden;
import io.esform.value.AttributePath;
import io.esform.value.Types;
import io.esform.value.Value;
import io.esform.value.Value.ObjectValue;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class PlanViewTest {

  private static final String PEM =
      "-----BEGIN CERTIFICATE-----\n" + "MIIB0zCCAX2gAwIBAgIJ\n".repeat(50) + "-----END-----\n";

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

  /// One object with two changed attributes, of which one matters; and one that is gone.
  private static Plan drift(PlanMode mode, io.esform.plan.Change... changes) {
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

  @ParameterizedTest
  @MethodSource("plans")
  void looksAsKept(String name, Plan plan) {
    for (int width : List.of(80, 120)) {
      String text = new PlanView(ViewStyle.plain(width), false).render(plan);
      assertThat(text).doesNotContain("hunter");
      Golden.check("cli/view/plan/" + name + "." + width + ".txt", text);
    }
  }

  @ParameterizedTest
  @MethodSource("plans")
  void colourChangesNothingElse(String name, Plan plan) {
    String plain = new PlanView(ViewStyle.plain(80), false).render(plan);
    String coloured = new PlanView(new ViewStyle(80, true), false).render(plan);
    assertThat(coloured.replaceAll("\u001b\\[[0-9;]*m", "")).as(name).isEqualTo(plain);
  }

  @ParameterizedTest
  @MethodSource("plans")
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

  private static Plan large() {
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

  @Test
  void contentsOfNewFilesAreShownWhenAskedFor() {
    String text =
        new PlanView(ViewStyle.plain(80), true)
            .render(plan(change(0, Action.CREATE, null, created())));
    assertThat(text).contains("+upstream store {");
  }

  private static Change[] rollout() {
    var rollout =
        new Rollout(
            1,
            Duration.ofMinutes(10),
            Duration.ofSeconds(30),
            List.of(InstanceKey.of(2), InstanceKey.of(0)));
    String effect = "restarts Carbon, drained first: away for about a minute";
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
      Action action,
      Reason reason,
      @org.jspecify.annotations.Nullable ObjectValue before,
      @org.jspecify.annotations.Nullable ObjectValue after) {
    return change(0, action, reason, before, after, List.of(), List.of());
  }

  private static ObjectValue created() {
    return node(
        "id", Value.unknown(Types.STRING),
        "network", object("id", Value.unknown(Types.STRING), "cidr", Value.of("10.77.0.0/24")),
        "proxy",
            object("host", Value.of("lb"), "port", Value.of(443), "token", Value.of("hunter5")),
        "mount", mounts("config", "governance"),
        "files", files(rendered(50)));
  }

  private static ObjectValue withProxy() {
    return node(
        "proxy",
            object("host", Value.of("lb"), "port", Value.of(443), "token", Value.of("hunter5")),
        "mount", mounts("config", "governance"));
  }

  private static Value mounts(String... names) {
    return Value.listOf(
        Types.ANY,
        Stream.of(names)
            .map(name -> object("name", Value.of(name), "path", Value.of("/_system/" + name)))
            .toList());
  }

  private static io.esform.plan.Change replaced() {
    return change(
        0,
        Action.REPLACE,
        Reason.REQUIRES_REPLACEMENT,
        node(),
        node(
            "address",
            Value.of("10.77.0.31"),
            "id",
            Value.unknown(Types.STRING),
            "max_active",
            Value.nullOf(Types.NUMBER)),
        List.of(AttributePath.of("address")),
        List.of("user-data 5,212 of 16,384 bytes"));
  }

  private static io.esform.plan.Change hosts(int index) {
    return change(
        index,
        Action.UPDATE,
        Reason.VALUES,
        node("files", files(rendered(50))),
        node(
            "max_active",
            Value.of(80),
            "generation",
            Value.of(2),
            "user_data",
            Value.of("H5"),
            "files",
            files(rendered(80))),
        List.of(),
        List.of("user-data 5,212 of 16,384 bytes"));
  }

  /// The files of a new host, of which one is its own.
  private static Map<String, String> alike() {
    var files = new java.util.TreeMap<>(rendered(50));
    files.put("/etc/hosts", "127.0.0.1 store-1\n");
    return files;
  }

  private static Map<String, String> rendered(int size) {
    String source =
        "<pool>\n"
            + "  <url>jdbc:mysql://carbondb.mysql-wso2.com:3306/WSO2_CARBON_DB</url>\n"
            + "  <wait>60000</wait>\n"
            + "  <idle>5</idle>\n"
            + "  <maxActive>"
            + size
            + "</maxActive>\n"
            + "  <test>true</test>\n"
            + "  <query>SELECT 1</query>\n"
            + "  <interval>30000</interval>\n"
            + "</pool>\n";
    String vhost = "upstream store {\n  server 10.77.0.21:9443;\n}" + (size == 50 ? "\n" : "");
    return size == 50
        ? Map.of(
            "/etc/esform/master-datasources.xsl",
            source,
            "/etc/nginx/conf.d/store.conf",
            vhost,
            "/etc/hosts",
            "127.0.0.1 localhost\n")
        : Map.of(
            "/etc/esform/master-datasources.xsl",
            source,
            "/etc/nginx/conf.d/store.conf",
            vhost,
            "/etc/motd",
            "Hello\u001b[31m\n");
  }

  private static Value numbered(int count, int odd) {
    return Value.listOf(
        Stream.iterate(0, n -> n + 1)
            .limit(count)
            .map(n -> n == odd ? "odd" : "10.77.1." + n)
            .toList());
  }

  private static Value roles(String... roles) {
    return new Value.SetValue(Types.STRING, Stream.of(roles).map(Value::of).toList());
  }

  private static Value labels(String... pairs) {
    var labels = new java.util.TreeMap<String, Value>();
    for (int index = 0; index < pairs.length; index += 2) {
      labels.put(pairs[index], Value.of(pairs[index + 1]));
    }
    return Value.mapOf(Types.STRING, labels);
  }

  private static Value sources(int size, String last) {
    return Value.listOf(
        Types.ANY,
        Stream.of("carbon", "registry", last)
            .map(name ->
                object(
                    "name",
                    Value.of(name),
                    "url",
                    Value.of("jdbc:mysql://carbondb.mysql-wso2.com:3306/" + name),
                    "size",
                    Value.of(name.equals("registry") ? size : 50)))
            .toList());
  }

  private static String poem(String number) {
    return "one\ntwo\nthree\nfour\nfive\nsix\nseven\n" + number + "\nnine\nten\neleven\ntwelve\n";
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
