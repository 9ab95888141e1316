package io.esform.es;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.esform.es.FakePlatform.Failure;
import io.esform.es.Platform.Abilities;
import io.esform.es.Platform.HostSpecification;
import io.esform.es.Platform.InputSources;
import io.esform.provider.ResourceType;
import io.esform.provider.ResourceType.ApplyResponse;
import io.esform.provider.ResourceType.CreateRequest;
import io.esform.provider.ResourceType.PlanRequest;
import io.esform.provider.ResourceType.UpdateRequest;
import io.esform.provider.Restorable;
import io.esform.provider.Restorable.Restoration;
import io.esform.testing.FakeInputFiles;
import io.esform.testing.NoProgress;
import io.esform.value.Types;
import io.esform.value.Value;
import io.esform.value.Value.ObjectValue;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// Hosts that return to their last good generation.
class HostRestoreTest {

  private static final String ADDRESS = "es_node.sample";

  private final FakePlatform platform = new FakePlatform();
  private final ResourceType nodes =
      requireNonNull(
          EsTypes.over(
                  _ -> platform,
                  new Abilities(true, false, InputSources.FILES, true),
                  new FakeInputFiles(Map.of(Path.of("/packs/wso2es.zip"), Samples.SHA256)))
              .get("es_node"));
  private final Restorable restorable = (Restorable) nodes;
  private final Block block = Samples.node();

  private ObjectValue planned(@Nullable ObjectValue prior) {
    var response =
        nodes.plan(new PlanRequest(ADDRESS, prior, block.configuration(), block.proposed(prior)));
    assertThat(response.faults()).isEmpty();
    return response.planned();
  }

  private ObjectValue created() {
    var request = new CreateRequest(ADDRESS, planned(null), "token", new NoProgress());
    return requireNonNull(nodes.create(platform, request).state());
  }

  private ApplyResponse update(ObjectValue prior, ObjectValue planned) {
    return nodes.update(
        platform, new UpdateRequest(ADDRESS, prior, planned, "token", new NoProgress()));
  }

  private HostSpecification machine() {
    return requireNonNull(platform.machines.get("host-1"));
  }

  private static ObjectValue accepted(Restoration restoration) {
    assertThat(restoration.refusal()).isNull();
    return requireNonNull(restoration.planned());
  }

  @Test
  void theHostHasItsFilesAndSecretsAgainAsANewGeneration() {
    ObjectValue good = created();
    HostSpecification before = machine();
    block.nested("database").set("password", "neu-2").add("pool").set("max_wait", 9);
    ObjectValue tried = planned(good);
    platform.failure = new Failure("host-1");
    ObjectValue left = requireNonNull(update(good, tried).state());

    ObjectValue restored = accepted(restorable.restoration(ADDRESS, good, tried, left));
    ApplyResponse response = update(left, restored);

    assertThat(response.diagnostics()).isEmpty();
    assertThat(response.state()).isEqualTo(restored);
    assertThat(restorable.generationOf(good)).isEqualTo("generation 1");
    assertThat(restorable.generationOf(tried)).isEqualTo("generation 2");
    assertThat(restorable.generationOf(restored)).isEqualTo("generation 3");
    assertThat(restored.get("files")).isEqualTo(good.get("files"));
    assertThat(machine().bundle()).isEqualTo(before.bundle());
    assertThat(machine().secrets()).isEqualTo(before.secrets());
    assertThat(machine().generation()).isEqualTo(3);
  }

  /// A platform can fail before it reports the state of the host. No number is used twice.
  @Test
  void theGenerationIsHigherThanTheOneThatWasTried() {
    ObjectValue good = created();
    block.nested("database").add("pool").set("max_wait", 9);
    ObjectValue tried = planned(good);

    ObjectValue restored =
        accepted(restorable.restoration(ADDRESS, good, tried, good.with("ready", Value.of(false))));

    assertThat(restorable.generationOf(restored)).isEqualTo("generation 3");
  }

  @Test
  void theNextPlanTriesTheConfigurationAgainAsAnotherGeneration() {
    ObjectValue good = created();
    block.set("packages", Value.listOf(List.of("strace")));
    ObjectValue tried = planned(good);
    ObjectValue restored = accepted(restorable.restoration(ADDRESS, good, tried, good));

    assertThat(restorable.isDown(restored)).isFalse();
    assertThat(planned(restored).get("generation")).isEqualTo(Value.of(4));
  }

  /// After an upgrade of esform, its scripts differ.
  @Test
  void aHostWhoseFilesAreRenderedDifferentlyNowIsNotRestored() {
    ObjectValue good = created();
    var files = new TreeMap<>(((Value.MapValue) good.get("files")).elements());
    files.put("/opt/esform/bin/start", Value.of(Samples.SHA256));
    ObjectValue older = good.with("files", Value.mapOf(Types.STRING, files));

    Restoration restoration = restorable.restoration(ADDRESS, older, good, good);

    assertThat(restoration.planned()).isNull();
    assertThat(restoration.refusal())
        .isEqualTo(
            "this version of esform renders other files for generation 1 than the host had:"
                + " /opt/esform/bin/start");
  }
}
