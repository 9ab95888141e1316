package io.esform.es;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.esform.es.Platform.Abilities;
import io.esform.es.Platform.InputSources;
import io.esform.provider.Importable.ImportRequest;
import io.esform.provider.Importable.ImportResponse;
import io.esform.provider.PartlyReadable;
import io.esform.provider.PartlyReadable.CompletionRequest;
import io.esform.provider.ResourceType;
import io.esform.provider.ResourceType.CreateRequest;
import io.esform.provider.ResourceType.PlanRequest;
import io.esform.provider.ResourceType.PlanResponse;
import io.esform.testing.FakeInputFiles;
import io.esform.testing.NoProgress;
import io.esform.value.AttributePath;
import io.esform.value.Value;
import io.esform.value.Value.ObjectValue;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// Imports of hosts: a host with the user-data of its block is up to date, any other is updated to
/// its block.
class HostImportTest {

  private static final String ADDRESS = "es_database.a";

  private final FakePlatform platform = new FakePlatform();
  private final ResourceType type =
      requireNonNull(
          EsTypes.over(
                  _ -> platform,
                  new Abilities(false, true, InputSources.FILES, true),
                  new FakeInputFiles(Map.of()))
              .get("es_database"));

  @Test
  void aHostThatBootsWhatItsBlockRendersIsAsTheBlockSays() {
    ObjectValue made = make(Samples.database());

    ObjectValue imported = complete(Samples.database());

    assertThat(imported).isEqualTo(made);
    assertThat(plan(imported, Samples.database()).planned()).isEqualTo(imported);
  }

  @Test
  void aHostThatBootsSomethingElseIsGivenItsBlocksConfiguration() {
    make(Samples.database());
    Block block = Samples.database().set("max_connections", 77);

    ObjectValue imported = complete(block);

    PlanResponse response = plan(imported, block);
    assertThat(response.requiresReplacement()).isEmpty();
    assertThat(response.planned().get("generation")).isEqualTo(Value.of(2));
    assertThat(response.effect())
        .isEqualTo("reboots the host: unavailable until it is ready again");
  }

  @Test
  void aHostInAnotherNetworkIsReplaced() {
    make(Samples.database());
    Block block = Samples.database().set("network", Samples.network(Value.of("net-2")));

    assertThat(plan(complete(block), block).requiresReplacement())
        .containsExactly(AttributePath.of("network"));
  }

  @Test
  void aHostThatIsDownIsBroughtBack() {
    make(Samples.database());
    platform.down.add("host-1");

    ObjectValue imported = complete(Samples.database());

    assertThat(plan(imported, Samples.database()).effect())
        .isEqualTo("not ready: reboots the host");
  }

  @Test
  void anIdThatNoHostHasIsNotThere() {
    assertThat(read("host-9")).isNull();
  }

  @Test
  void aManagedServerIsNoHost() {
    make(Samples.database());
    ObjectValue imported = requireNonNull(read("host-1")).with("engine", Value.of("rds"));
    ImportResponse response =
        importable()
            .complete(
                platform,
                new CompletionRequest(ADDRESS, imported, Samples.database().proposed(imported)));
    assertThat(response.diagnostics().all())
        .singleElement()
        .satisfies(it -> assertThat(it.detail()).contains("engine = \"rds\""));
  }

  private ObjectValue make(Block block) {
    ObjectValue planned = plan(null, block).planned();
    return requireNonNull(
        type.create(platform, new CreateRequest(ADDRESS, planned, "token", new NoProgress()))
            .state());
  }

  private PlanResponse plan(@Nullable ObjectValue prior, Block block) {
    return type.plan(new PlanRequest(ADDRESS, prior, block.configuration(), block.proposed(prior)));
  }

  private PartlyReadable importable() {
    return (PartlyReadable) type;
  }

  private @Nullable ObjectValue read(String id) {
    return importable().importState(platform, new ImportRequest(ADDRESS, id)).state();
  }

  private ObjectValue complete(Block block) {
    ObjectValue imported = requireNonNull(read("host-1"));
    ImportResponse response =
        importable()
            .complete(platform, new CompletionRequest(ADDRESS, imported, block.proposed(imported)));
    assertThat(response.diagnostics()).isEmpty();
    return requireNonNull(response.state());
  }
}
