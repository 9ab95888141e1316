package io.esform.es;

import static org.assertj.core.api.Assertions.assertThat;

import io.esform.es.Platform.Abilities;
import io.esform.es.Platform.InputSources;
import io.esform.provider.ResourceType;
import io.esform.provider.ResourceType.PlanRequest;
import io.esform.provider.ResourceType.PlanResponse;
import io.esform.testing.FakeInputFiles;
import io.esform.value.AttributePath;
import io.esform.value.Types;
import io.esform.value.Value;
import io.esform.value.Value.ObjectValue;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// The planned effect of an update on the service.
class HostEffectTest {

  private static final String RESTART =
      "drains and restarts Carbon: unavailable for about a minute";
  private static final String KEEP = "in place: Carbon keeps running";

  private static Block sample(String type) {
    return switch (type) {
      case "es_database" -> Samples.database();
      case "es_node" -> Samples.node();
      default -> Samples.loadBalancer();
    };
  }

  private static PlanResponse plan(
      String type, Abilities abilities, Block block, ObjectValue prior) {
    var request = new PlanRequest(type + ".a", prior, block.configuration(), block.proposed(prior));
    return types(abilities, type).plan(request);
  }

  private static ResourceType types(Abilities abilities, String type) {
    return Objects.requireNonNull(
        EsTypes.over(_ -> new FakePlatform(), abilities, new FakeInputFiles(Map.of())).get(type));
  }

  private static ObjectValue applied(String type) {
    var block = sample(type);
    return types(new Abilities(true, true, InputSources.FILES, true), type)
        .plan(new PlanRequest(type + ".a", null, block.configuration(), block.proposed(null)))
        .planned()
        .with("id", Value.of("host-1"));
  }

  private static Arguments change(String type, String effect, Consumer<Block> change) {
    return Arguments.of(type, change, effect);
  }

  static Stream<Arguments> changes() {
    return Stream.of(
        change("es_node", RESTART, node -> node.nested("database").add("pool").set("max_wait", 9)),
        change("es_node", RESTART, node -> node.add("jvm").set("options", "-Xss2m")),
        change("es_node", RESTART, node -> node.nested("database").set("password", "neu-2")),
        change("es_node", RESTART, node -> node.nested("pack").set("java_package", "jdk")),
        change("es_node", RESTART, HostEffectTest::deliverJava),
        change("es_node", RESTART, node -> node.nested("clustering").set("domain", "other")),
        change(
            "es_node",
            RESTART,
            node ->
                node.add("overrides").set("file", "a.txt").set("content", "<member>a</member>")),
        change("es_node", KEEP, node -> members(node, "10.89.7.11", "10.89.7.23")),
        change("es_node", KEEP, node -> node.set("packages", texts("strace"))),
        change(
            "es_load_balancer",
            "in place: Nginx reloads and keeps answering",
            balancer -> balancer.set("max_body_size", "1m")),
        change(
            "es_database",
            "restarts the database server: unavailable for some seconds",
            database -> database.set("buffer_pool", "128m")),
        change(
            "es_database",
            "in place: the database server keeps running",
            database -> database.set("max_connections", 99)),
        change(
            "es_database",
            "in place: the database server keeps running",
            database -> database.set("databases", texts("ES_regdb"))));
  }

  private static void deliverJava(Block node) {
    node.add("java").set("source", "https://example.com/jre").set("sha256", Samples.SHA256);
  }

  private static Value texts(String... texts) {
    return Value.listOf(Types.STRING, Stream.of(texts).<Value>map(Value::of).toList());
  }

  private static void members(Block node, String... members) {
    node.nested("clustering").set("members", texts(members));
  }

  @ParameterizedTest
  @MethodSource("changes")
  void whatAPlatformAppliesInPlaceRestartsOnlyWhatReadsIt(
      String type, Consumer<Block> change, String effect) {
    var block = sample(type);
    change.accept(block);
    assertThat(
            plan(type, new Abilities(true, false, InputSources.FILES, true), block, applied(type))
                .effect())
        .isEqualTo(effect);
  }

  @ParameterizedTest
  @MethodSource("changes")
  void aPlatformThatDoesNotReachIntoHostsRebootsThem(
      String type, Consumer<Block> change, String effect) {
    var block = sample(type);
    change.accept(block);
    assertThat(
            plan(type, new Abilities(false, true, InputSources.FILES, true), block, applied(type))
                .effect())
        .isEqualTo("reboots the host: unavailable until it is ready again");
  }

  @Test
  void nothingIsSaidWhereNothingChanges() {
    ObjectValue prior = applied("es_node");
    assertThat(
            plan(
                    "es_node",
                    new Abilities(true, true, InputSources.FILES, true),
                    Samples.node(),
                    prior)
                .effect())
        .isNull();
  }

  @Test
  void aHostThatWasNotReadyIsBroughtBack() {
    ObjectValue prior = applied("es_node").with("ready", Value.of(false));
    assertThat(
            plan(
                    "es_node",
                    new Abilities(true, true, InputSources.FILES, true),
                    Samples.node(),
                    prior)
                .effect())
        .isEqualTo("not ready: applied again, starts what does not run");
  }

  @Test
  void anotherSizeIsAnotherHostWhereHostsKeepTheirSize() {
    var block = Samples.node().set("size", "2g");
    ObjectValue prior = applied("es_node");
    assertThat(
            plan("es_node", new Abilities(true, false, InputSources.FILES, true), block, prior)
                .requiresReplacement())
        .isEqualTo(List.of(AttributePath.of("size")));
    PlanResponse resized =
        plan("es_node", new Abilities(true, true, InputSources.FILES, true), block, prior);
    assertThat(resized.requiresReplacement()).isEmpty();
    assertThat(resized.effect()).isEqualTo("reboots the host: unavailable until it is ready again");
  }
}
