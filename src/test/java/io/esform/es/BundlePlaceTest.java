package io.esform.es;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.esform.es.BundlePlace.Copied;
import io.esform.es.BundlePlace.Embedded;
import io.esform.es.BundlePlace.Stored;
import io.esform.es.Platform.Abilities;
import io.esform.es.Platform.HostSpecification;
import io.esform.es.Platform.InputSources;
import io.esform.provider.Arguments;
import io.esform.provider.ResourceType;
import io.esform.provider.ResourceType.AttributeDiagnostic;
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
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The place of bundles in plans and changes of hosts that fetch them.
class BundlePlaceTest {

  private static final Abilities FILES = new Abilities(true, false, InputSources.FILES, true);
  private static final Abilities OBJECTS = new Abilities(false, true, InputSources.OBJECTS, false);

  private final FakePlatform platform = new FakePlatform();
  private final ResourceType type =
      requireNonNull(
          EsTypes.over(_ -> platform, OBJECTS, new FakeInputFiles(Map.of())).get("es_database"));

  private static Value network(Value bundles) {
    return Value.objectOf(
        Map.of("id", Value.of("net-1"), "cidr", Value.of("10.89.7.0/24"), "bundles", bundles));
  }

  private static Block database(Value bundles) {
    return Samples.database().set("network", network(bundles));
  }

  private static Optional<BundlePlace> place(Abilities abilities, Value bundles) {
    return BundlePlace.of(abilities, Arguments.of(database(bundles).proposed(null)));
  }

  @Test
  void aPlatformThatCopiesFilesCopiesBundles() {
    assertThat(place(FILES, Value.of("s3://packs"))).contains(new Copied());
  }

  @Test
  void otherBundlesAreWhereTheNetworkSays() {
    assertThat(place(OBJECTS, Value.of("s3://packs"))).contains(new Stored("s3://packs/"));
    assertThat(place(OBJECTS, Value.of("s3://packs/a/b/"))).contains(new Stored("s3://packs/a/b/"));
    assertThat(place(OBJECTS, Value.nullOf(Types.STRING))).contains(new Embedded());
    assertThat(place(OBJECTS, Value.unknown(Types.STRING))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"packs/bundles", "https://packs", "s3://packs//", "s3://P/x", "s3://p b"})
  void anotherPlaceIsRefused(String text) {
    assertThat(type.validate(database(Value.of(text)).configuration()))
        .extracting(AttributeDiagnostic::detail)
        .singleElement()
        .asString()
        .contains("\"" + text + "\"", "s3://BUCKET/PREFIX");
  }

  @Test
  void thePlatformReceivesTheBundle() {
    created(database(Value.of("s3://packs/it")));
    HostSpecification host = requireNonNull(platform.machines.get("host-1"));
    assertThat(requireNonNull(host.bundle()).place()).startsWith("s3://packs/it/");
  }

  /// The files are known, so that the plan shows them.
  @Test
  void anUnknownPlaceLeavesTheUserDataUnknown() {
    PlanResponse response = plan(database(Value.unknown(Types.STRING)), null);
    assertThat(response.faults()).isEmpty();
    assertThat(response.notes()).isEmpty();
    assertThat(response.planned().get("files").isWhollyKnown()).isTrue();
    assertThat(response.planned().get("user_data_bytes").isKnown()).isFalse();
    assertThat(response.planned().get("user_data_sha256").isKnown()).isFalse();
  }

  /// The host keeps its user-data, and its bundle, until something else changes.
  @Test
  void anotherPlaceAloneRestartsNoHost() {
    ObjectValue prior = created(database(Value.nullOf(Types.STRING)));
    Block moved = database(Value.of("s3://packs"));

    PlanResponse response = plan(moved, prior);
    assertThat(response.effect()).isNull();
    for (String kept : new String[] {"generation", "user_data_bytes", "user_data_sha256"}) {
      assertThat(response.planned().get(kept)).isEqualTo(prior.get(kept));
    }
    ObjectValue state = updated(prior, response.planned());
    assertThat(state).isEqualTo(response.planned());
    assertThat(read(state)).isEqualTo(state);
    assertThat(plan(moved, state).planned()).isEqualTo(state);

    ObjectValue changed = plan(moved.set("max_connections", 77), state).planned();
    assertThat(changed.get("generation")).isEqualTo(Value.of(2));
    assertThat(updated(state, changed)).isEqualTo(changed);
  }

  @Test
  void userDataOverTheLimitNamesTheWayOut() {
    ResourceType node =
        requireNonNull(
            EsTypes.over(_ -> platform, OBJECTS, new FakeInputFiles(Map.of())).get("es_node"));
    var noise = new Random(7).ints(40_000, '!', '~').mapToObj(Character::toString);
    Block block = Samples.node();
    block.nested("pack").set("source", "s3://packs/wso2es.zip");
    block
        .add("schemas")
        .set(
            "overlay",
            Value.mapOf(
                Types.STRING,
                Map.of("dbscripts/big.sql", Value.of(noise.collect(Collectors.joining())))));
    var request = new PlanRequest("es_node.a", null, block.configuration(), block.proposed(null));
    assertThat(node.plan(request).faults())
        .singleElement()
        .satisfies(fault -> {
          assertThat(fault.summary()).isEqualTo("User-data too large");
          assertThat(fault.detail())
              .contains("16,384", "/etc/esform/overlay/dbscripts/big.sql", "overlay")
              .contains("bundles = \"s3://BUCKET/PREFIX\"");
        });

    block.set("network", network(Value.of("s3://packs")));
    request = new PlanRequest("es_node.a", null, block.configuration(), block.proposed(null));
    assertThat(node.plan(request).faults()).isEmpty();
  }

  private PlanResponse plan(Block block, @Nullable ObjectValue prior) {
    return type.plan(
        new PlanRequest("es_database.a", prior, block.configuration(), block.proposed(prior)));
  }

  private ObjectValue created(Block block) {
    var request =
        new CreateRequest("es_database.a", plan(block, null).planned(), "token", new NoProgress());
    return requireNonNull(type.create(platform, request).state());
  }

  private ObjectValue updated(ObjectValue prior, ObjectValue planned) {
    var request = new UpdateRequest("es_database.a", prior, planned, "t", new NoProgress());
    return requireNonNull(type.update(platform, request).state());
  }

  private ObjectValue read(ObjectValue prior) {
    var request = new ReadRequest("es_database.a", prior);
    return requireNonNull(type.read(platform, List.of(request)).getFirst().state());
  }
}
