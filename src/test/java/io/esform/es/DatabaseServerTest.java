package io.esform.es;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.esform.es.Platform.Abilities;
import io.esform.es.Platform.InputSources;
import io.esform.provider.DataHolder;
import io.esform.provider.DataHolder.Loss;
import io.esform.provider.ResourceType;
import io.esform.provider.ResourceType.CreateRequest;
import io.esform.provider.ResourceType.PlanRequest;
import io.esform.provider.ResourceType.PlanResponse;
import io.esform.provider.ResourceType.ReadRequest;
import io.esform.provider.ResourceType.UpdateRequest;
import io.esform.testing.FakeInputFiles;
import io.esform.testing.NoProgress;
import io.esform.value.Types;
import io.esform.value.Value;
import io.esform.value.Value.ObjectValue;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// The server of a database's name, the loss with its deletion, and the effect of another server on
/// nodes.
class DatabaseServerTest {

  private static final String DATABASE = "es_database";
  private static final String NODE = "es_node";

  private final FakePlatform platform = new FakePlatform();
  private final Map<String, ResourceType> types =
      EsTypes.over(
          _ -> platform,
          new Abilities(true, true, InputSources.FILES, true, true),
          new FakeInputFiles(Map.of(Path.of("/packs/wso2es.zip"), Samples.SHA256)));

  private ResourceType type(String name) {
    return requireNonNull(types.get(name));
  }

  private PlanResponse plan(String type, Block block, @Nullable ObjectValue prior) {
    return type(type)
        .plan(new PlanRequest(type + ".a", prior, block.configuration(), block.proposed(prior)));
  }

  private ObjectValue created(String type, Block block, String token) {
    var request =
        new CreateRequest(type + ".a", plan(type, block, null).planned(), token, new NoProgress());
    return requireNonNull(type(type).create(platform, request).state());
  }

  private ObjectValue updated(String type, Block block, ObjectValue prior) {
    var request =
        new UpdateRequest(
            type + ".a", prior, plan(type, block, prior).planned(), "token", new NoProgress());
    return requireNonNull(type(type).update(platform, request).state());
  }

  private ObjectValue read(String type, ObjectValue prior) {
    return requireNonNull(
        type(type).read(platform, List.of(new ReadRequest(type + ".a", prior))).getFirst().state());
  }

  private Optional<Loss> loss(String type, ObjectValue state) {
    return ((DataHolder) type(type)).loss(state);
  }

  private static Block node(Value server) {
    Block node = Samples.node();
    node.nested("database").set("server_id", server);
    return node;
  }

  @Test
  void aServerThatIsReplacedIsAnotherOne() {
    assertThat(plan(DATABASE, Samples.database(), null).planned().get("server_id").isKnown())
        .isFalse();
    ObjectValue first = created(DATABASE, Samples.database(), "one");
    ObjectValue second = created(DATABASE, Samples.database(), "two");

    assertThat(first.get("server_id")).isEqualTo(first.get("id"));
    assertThat(second.get("server_id")).isNotEqualTo(first.get("server_id"));
  }

  @Test
  void aServerThatIsChangedInPlaceIsTheSame() {
    ObjectValue first = created(DATABASE, Samples.database(), "one");
    Block larger = Samples.database().set("max_connections", 900);

    assertThat(plan(DATABASE, larger, first).planned().get("server_id"))
        .isEqualTo(first.get("server_id"));
    assertThat(updated(DATABASE, larger, first).get("server_id")).isEqualTo(first.get("server_id"));
  }

  @Test
  void aServerIsKnownOnceItIsReady() {
    platform.failure = new FakePlatform.Failure("host-1");
    ObjectValue half = created(DATABASE, Samples.database(), "one");
    assertThat(half.get("server_id").isNull()).isTrue();
    assertThat(loss(DATABASE, half)).isEmpty();
    assertThat(plan(DATABASE, Samples.database(), half).planned().get("server_id").isKnown())
        .isFalse();

    assertThat(updated(DATABASE, Samples.database(), half).get("server_id"))
        .isEqualTo(Value.of("host-1"));
  }

  @Test
  void aReadingFindsTheServerOfAnOlderState() {
    ObjectValue state = created(DATABASE, Samples.database(), "one");
    ObjectValue older = state.with("server_id", Value.nullOf(Types.STRING));

    assertThat(read(DATABASE, older)).isEqualTo(state);
  }

  @Test
  void aNodeOfAnotherServerIsAppliedAgainAndItsFilesStayKnown() {
    ObjectValue state = created(NODE, node(Value.of("server-1")), "one");
    assertThat(plan(NODE, node(Value.of("server-1")), state).planned()).isEqualTo(state);

    PlanResponse response = plan(NODE, node(Value.unknown(Types.STRING)), state);

    assertThat(response.requiresReplacement()).isEmpty();
    assertThat(response.planned().get("generation")).isEqualTo(Value.of(2));
    assertThat(response.planned().get("files")).isEqualTo(state.get("files"));
    assertThat(response.planned().get("user_data_sha256").isKnown()).isTrue();
    assertThat(response.effect())
        .isEqualTo("drains and restarts Carbon: unavailable for about a minute");
  }

  @Test
  void aNodeIsToldItsServer() {
    ObjectValue state = created(NODE, node(Value.of("server-1")), "one");
    assertThat(secret()).isEqualTo("server-1");

    updated(NODE, node(Value.of("server-2")), state);
    assertThat(secret()).isEqualTo("server-2");
  }

  private @Nullable String secret() {
    return platform.machines.values().iterator().next().secrets().get("database_server");
  }

  @Test
  void allDatabasesGoWithTheirServer() {
    Block block = Samples.database().set("databases", Value.listOf(List.of("ES_regdb", "ES_umdb")));

    assertThat(loss(DATABASE, created(DATABASE, block, "one")))
        .contains(new Loss("all data in 2 databases: ES_regdb, ES_umdb", true));
  }

  @Test
  void aManagedServerLeavesASnapshotUnlessItIsSkipped() {
    assertThat(loss(DATABASE, managed(false)).map(Loss::what).orElse(""))
        .startsWith("all data in 6 databases: ES_carbondb, ES_regdb, ")
        .endsWith("; a final snapshot is kept");
    assertThat(loss(DATABASE, managed(true)).map(Loss::what).orElse(""))
        .endsWith("; no final snapshot is kept");
  }

  private ObjectValue managed(boolean isSkipped) {
    var block = Samples.database().unset("address").set("engine", "rds");
    block
        .add("rds")
        .set("subnet_group_name", "main")
        .set("skip_final_snapshot", Value.of(isSkipped));
    return plan(DATABASE, block, null).planned();
  }

  @Test
  void aNodesOwnFoldersGoWithIt() {
    assertThat(loss(NODE, created(NODE, Samples.node(), "one")))
        .contains(
            new Loss(
                "files in /opt/wso2es: repository/database (local registry),"
                    + " repository/deployment (deployed artifacts), repository/logs",
                false));

    Block other = Samples.node();
    other.nested("database").set("carbon", "ES_carbondb");
    assertThat(loss(NODE, created(NODE, other, "two")).map(Loss::what).orElse(""))
        .doesNotContain("local registry");
  }

  @Test
  void aDatabaseIsProtectedUnlessItsBlockSaysOtherwise() {
    assertThat(type(DATABASE).refusesDeletion(created(DATABASE, Samples.database(), "one")))
        .isPresent();
    Block open = Samples.database().set("deletion_protection", Value.of(false));
    assertThat(type(DATABASE).refusesDeletion(created(DATABASE, open, "two"))).isEmpty();
  }
}
