package io.esform.es;

import static org.assertj.core.api.Assertions.assertThat;

import io.esform.es.Platform.Abilities;
import io.esform.es.Platform.InputSources;
import io.esform.provider.RendersFiles;
import io.esform.provider.RendersFiles.RenderedFile;
import io.esform.provider.ResourceType;
import io.esform.provider.ResourceType.Claim;
import io.esform.provider.ResourceType.CreateRequest;
import io.esform.provider.ResourceType.DeleteRequest;
import io.esform.provider.ResourceType.PlanRequest;
import io.esform.provider.ResourceType.PlanResponse;
import io.esform.provider.ResourceType.ReadRequest;
import io.esform.provider.ResourceType.UpdateRequest;
import io.esform.provider.UpgradesState;
import io.esform.provider.UpgradesState.UpgradeRequest;
import io.esform.testing.FakeInputFiles;
import io.esform.testing.Golden;
import io.esform.testing.NoProgress;
import io.esform.value.Types;
import io.esform.value.Value;
import io.esform.value.Value.MapValue;
import io.esform.value.Value.ObjectValue;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HostTypeTest {

  private static final Path PACK = Path.of("/packs/wso2es.zip");

  private final FakePlatform platform = new FakePlatform();
  private final FakeInputFiles files = new FakeInputFiles(Map.of(PACK, Samples.SHA256));
  private final Map<String, ResourceType> types =
      EsTypes.over(_ -> platform, new Abilities(true, false, InputSources.FILES, true), files);

  private ResourceType type(String name) {
    return Objects.requireNonNull(types.get(name));
  }

  private static Block sample(String type) {
    return switch (type) {
      case "es_database" -> Samples.database();
      case "es_node" -> Samples.node();
      default -> Samples.loadBalancer();
    };
  }

  private PlanResponse plan(String type, Block block, @Nullable ObjectValue prior) {
    return type(type)
        .plan(
            new PlanRequest(type + ".sample", prior, block.configuration(), block.proposed(prior)));
  }

  private ObjectValue created(String type, Block block) {
    var request =
        new CreateRequest(
            type + ".sample", plan(type, block, null).planned(), "token", new NoProgress());
    var response = type(type).create(platform, request);
    assertThat(response.diagnostics()).isEmpty();
    return present(response.state());
  }

  private static Value present(@Nullable String text) {
    return Value.of(Objects.requireNonNull(text));
  }

  private static ObjectValue present(@Nullable ObjectValue state) {
    return Objects.requireNonNull(state);
  }

  private ObjectValue read(String type, ObjectValue prior) {
    return present(
        type(type)
            .read(platform, List.of(new ReadRequest(type + ".sample", prior)))
            .getFirst()
            .state());
  }

  @ParameterizedTest
  @ValueSource(strings = {"es_database", "es_node", "es_load_balancer"})
  void everyFileIsKnownInTheFirstPlan(String type) {
    var block = sample(type);
    block.set("network", Samples.network(Value.unknown(Types.STRING)));
    switch (type) {
      case "es_database" -> block.set("password", Value.unknown(Types.STRING));
      case "es_node" -> {
        block.set("load_balancer_certificate", Value.unknown(Types.STRING));
        block.nested("database").set("password", Value.unknown(Types.STRING));
      }
      default ->
          block
              .nested("tls")
              .set("certificate", Value.unknown(Types.STRING))
              .set("private_key", Value.unknown(Types.STRING));
    }
    var response = plan(type, block, null);
    assertThat(response.faults()).isEmpty();
    assertThat(response.planned().get("files").isWhollyKnown()).isTrue();
    assertThat(response.planned().get("generation")).isEqualTo(Value.of(1));
    Golden.check("es/" + type + ".files", text(type, response.planned()));
    assertThat(response.notes())
        .singleElement()
        .asString()
        .matches("user-data [0-9],[0-9]{3} of 16,384 bytes");
  }

  /// Scripts and stylesheets have separate golden files.
  private String text(String type, ObjectValue planned) {
    var text = new StringBuilder();
    delivered(type, planned)
        .forEach((path, file) -> {
          boolean elsewhere = path.contains("/changes/") || path.startsWith("/opt/");
          text.append("#### ").append(path).append('\n');
          text.append(elsewhere ? "" : file.text());
        });
    return text.toString();
  }

  private SortedMap<String, RenderedFile> delivered(String type, ObjectValue host) {
    return ((RendersFiles) type(type)).deliveredFiles(host);
  }

  @Test
  void noSecretStandsInAFile() {
    for (String type : List.of("es_database", "es_node", "es_load_balancer")) {
      var planned = plan(type, sample(type), null).planned();
      assertThat(delivered(type, planned).toString()).doesNotContain("geheim-1", "the key", "MIIB");
    }
  }

  @Test
  void anUnknownArgumentLeavesTheFilesUnknown() {
    var block = Samples.database().set("user", Value.unknown(Types.STRING));
    var planned = plan("es_database", block, null).planned();
    assertThat(planned.get("files")).isEqualTo(Value.unknown(Types.map(Types.STRING)));
    assertThat(planned.get("user_data_bytes").isKnown()).isFalse();
  }

  @Test
  void nothingChangesWithoutAReason() {
    var block = Samples.node();
    var prior = read("es_node", created("es_node", block));
    assertThat(plan("es_node", block, prior).planned()).isEqualTo(prior);
  }

  @Test
  void thePoolChangesInPlaceAndChangesTheDatasourcesOnly() {
    var block = Samples.node();
    var prior = created("es_node", block);
    block.nested("database").add("pool").set("max_active", 80);
    var response = plan("es_node", block, prior);
    assertThat(response.requiresReplacement()).isEmpty();
    assertThat(response.planned().get("generation")).isEqualTo(Value.of(2));
    var before = ((MapValue) prior.get("files")).elements();
    var after = ((MapValue) response.planned().get("files")).elements();
    var changed = new TreeMap<>(after);
    changed.entrySet().removeIf(entry -> entry.getValue().equals(before.get(entry.getKey())));
    assertThat(changed.keySet())
        .allMatch(path -> path.contains("datasources") || path.contains("deployment.toml"))
        .hasSize(3);
    assertThat(after.keySet()).isEqualTo(before.keySet());

    var request =
        new UpdateRequest("es_node.sample", prior, response.planned(), "t", new NoProgress());
    var state = present(type("es_node").update(platform, request).state());
    assertThat(state).isEqualTo(response.planned());
    assertThat(platform.machines.get("host-1")).isNotNull();
    assertThat(read("es_node", state)).isEqualTo(state);
  }

  @ParameterizedTest
  @ValueSource(strings = {"es_database", "es_node", "es_load_balancer"})
  void aHostRecordedWithTheContentsOfItsFilesHasNoChanges(String type) {
    var prior = read(type, created(type, sample(type)));
    var contents = new TreeMap<String, Value>();
    delivered(type, prior).forEach((path, file) -> contents.put(path, present(file.text())));

    var upgraded =
        ((UpgradesState) type(type))
            .upgradeState(
                new UpgradeRequest(
                    type + ".sample", 0, prior.with("files", Value.objectOf(contents))))
            .attributes();

    assertThat(((ObjectValue) present(upgraded).get("files")).attributes())
        .isEqualTo(((MapValue) prior.get("files")).elements());
    assertThat(type(type).schema().version()).isEqualTo(1);
  }

  /// Then the text before is not known, and the effect could be that of any change.
  @Test
  void aFileThatAnotherVersionRenderedDiffersButHasNoText() {
    var block = Samples.node();
    var created = created("es_node", block);
    String path = "/etc/esform/changes/repository/conf/axis2/axis2.xml.xsl";
    var checksums = new TreeMap<>(((MapValue) created.get("files")).elements());
    checksums.put(path, Value.of("a".repeat(64)));
    var prior = created.with("files", Value.mapOf(Types.STRING, checksums));

    assertThat(delivered("es_node", prior).get(path))
        .isEqualTo(new RenderedFile("a".repeat(64), null, null));
    assertThat(plan("es_node", block, prior).effect()).startsWith("drains and restarts Carbon");
  }

  @Test
  void aNewPasswordIsANewGenerationOfTheSameFiles() {
    var prior = created("es_database", Samples.database());
    var planned = plan("es_database", Samples.database().set("password", "neu-2"), prior).planned();
    assertThat(planned.get("generation")).isEqualTo(Value.of(2));
    assertThat(planned.get("files")).isEqualTo(prior.get("files"));
  }

  @Test
  void aHostThatIsDownIsStartedAgain() {
    var block = Samples.database();
    var prior = created("es_database", block);
    platform.down.add("host-1");
    var seen = read("es_database", prior);
    assertThat(seen.get("ready")).isEqualTo(Value.of(false));
    var planned = plan("es_database", block, seen).planned();
    assertThat(planned.get("ready")).isEqualTo(Value.of(true));
    assertThat(planned.get("generation")).isEqualTo(Value.of(2));
  }

  @Test
  void aHostAtAnotherAddressIsReplaced() {
    var block = Samples.database();
    var prior = created("es_database", block);
    platform.elsewhere.put("host-1", "10.89.7.99");

    var seen = read("es_database", prior);

    assertThat(seen.get("address")).isEqualTo(Value.of("10.89.7.99"));
    assertThat(plan("es_database", block, seen).planned()).isNotEqualTo(seen);
  }

  @Test
  void aHostOfWhichNoAddressIsToldIsAsItWas() {
    var prior = created("es_database", Samples.database());
    platform.elsewhere.put("host-1", "");

    assertThat(read("es_database", prior)).isEqualTo(prior);
  }

  @Test
  void aHostThatIsStillComingUpIsUnfinished() {
    platform.failure = new FakePlatform.Failure("host-9", true);
    var planned = plan("es_database", Samples.database(), null).planned();
    var response =
        type("es_database")
            .create(
                platform,
                new CreateRequest("es_database.sample", planned, "token", new NoProgress()));

    assertThat(response.unfinished()).isTrue();
    assertThat(present(response.state()).get("id")).isEqualTo(Value.of("host-9"));
  }

  @Test
  void aHostThatIsGoneIsReadAsAbsent() {
    var prior = created("es_database", Samples.database());
    platform.machines.clear();
    var response =
        type("es_database").read(platform, List.of(new ReadRequest("es_database.sample", prior)));
    assertThat(response.getFirst().state()).isNull();
  }

  @Test
  void aHostThatDidNotBecomeReadyIsKeptInTheState() {
    platform.failure = new FakePlatform.Failure("host-9");
    var planned = plan("es_database", Samples.database(), null).planned();
    var response =
        type("es_database")
            .create(
                platform,
                new CreateRequest("es_database.sample", planned, "token", new NoProgress()));
    assertThat(response.diagnostics().hasErrors()).isTrue();
    var state = present(response.state());
    assertThat(state.get("id")).isEqualTo(Value.of("host-9"));
    assertThat(state.get("ready")).isEqualTo(Value.of(false));
    assertThat(state.isWhollyKnown()).isTrue();
  }

  @Test
  void anUpdateThatNeverBeganLeavesThePriorState() {
    var prior = created("es_database", Samples.database());
    platform.failure = new FakePlatform.Failure(null);
    var planned =
        plan("es_database", Samples.database().set("max_connections", 99), prior).planned();
    var response =
        type("es_database")
            .update(
                platform,
                new UpdateRequest("es_database.sample", prior, planned, "t", new NoProgress()));
    assertThat(response.state()).isEqualTo(prior);
  }

  @Test
  void secretsAndLocalInputsReachThePlatform() {
    created("es_node", Samples.node());
    var host = Objects.requireNonNull(platform.machines.get("host-1"));
    assertThat(host.secrets())
        .containsOnlyKeys(
            "admin_password",
            "database_password",
            "load_balancer_certificate",
            "truststore_password");
    assertThat(host.inputs())
        .containsExactly(
            Map.entry("/var/lib/esform/inputs/pack.zip", Path.of("/packs/wso2es.zip")));
    assertThat(host.readyTimeoutSeconds()).isEqualTo(600);
  }

  @Test
  void addressNameAndPublishedPortAreClaimed() {
    var block = Samples.loadBalancer();
    block.add("publish").set("port", 443).set("published_port", 8443);
    assertThat(plan("es_load_balancer", block, null).claims())
        .extracting(Claim::what)
        .containsExactly(
            "address 10.89.7.5 in 10.89.7.0/24",
            "host name balancer in 10.89.7.0/24",
            "published port 8443");
  }

  @Test
  void aNodesOwnDatabaseIsClaimedUnlessShared() {
    var block = Samples.node();
    block.nested("database").set("carbon", "ES_carbondb");
    String claim = "local registry ES_carbondb on carbondb.mysql-wso2.com";
    assertThat(plan("es_node", block, null).claims()).extracting(Claim::what).contains(claim);
    block.nested("database").set("share_carbon", Value.of(true));
    assertThat(plan("es_node", block, null).claims()).extracting(Claim::what).doesNotContain(claim);
  }

  @Test
  void otherPublishedPortsNeedANewHost() {
    var block = Samples.loadBalancer();
    var prior = created("es_load_balancer", block);
    block.add("publish").set("port", 443).set("published_port", 8443);
    assertThat(plan("es_load_balancer", block, prior).requiresReplacement()).hasSize(1);
  }

  @Test
  void aHostIsDeletedTwiceWithoutHarm() {
    var prior = created("es_database", Samples.database());
    var request = new DeleteRequest("es_database.sample", prior, new NoProgress());
    assertThat(type("es_database").delete(platform, request)).isEmpty();
    assertThat(type("es_database").delete(platform, request)).isEmpty();
    assertThat(platform.machines).isEmpty();
  }
}
