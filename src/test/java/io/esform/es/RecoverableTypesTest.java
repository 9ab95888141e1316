package io.esform.es;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.esform.es.Platform.Abilities;
import io.esform.es.Platform.InputSources;
import io.esform.provider.Recoverable;
import io.esform.provider.Recoverable.FindRequest;
import io.esform.provider.ResourceType;
import io.esform.provider.ResourceType.CreateRequest;
import io.esform.provider.ResourceType.PlanRequest;
import io.esform.testing.FakeInputFiles;
import io.esform.testing.NoProgress;
import io.esform.value.Value.ObjectValue;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RecoverableTypesTest {

  private final FakePlatform platform = new FakePlatform();

  private ResourceType type(String name) {
    return requireNonNull(
        EsTypes.over(
                _ -> platform,
                new Abilities(true, true, InputSources.FILES, true),
                new FakeInputFiles(Map.of()))
            .get(name));
  }

  private static ObjectValue planned(ResourceType type, Block block) {
    return type.plan(
            new PlanRequest("es.sample", null, block.configuration(), block.proposed(null)))
        .planned();
  }

  private @Nullable String found(ResourceType type, ObjectValue planned, String token) {
    var response =
        ((Recoverable) type).find(platform, new FindRequest("es.sample", planned, token));
    assertThat(response.diagnostics()).isEmpty();
    return response.id();
  }

  private void create(ResourceType type, ObjectValue planned) {
    var request = new CreateRequest("es.sample", planned, "token", new NoProgress());
    assertThat(type.create(platform, request).diagnostics()).isEmpty();
  }

  @Test
  void aHostIsFoundByItsTokenAndMadeOnce() {
    ResourceType type = type("es_load_balancer");
    ObjectValue planned = planned(type, Samples.loadBalancer());
    assertThat(found(type, planned, "token")).isNull();

    create(type, planned);

    assertThat(found(type, planned, "token")).isEqualTo("host-1");
    assertThat(found(type, planned, "other")).isNull();
    create(type, planned);
    assertThat(platform.machines).hasSize(1);
  }

  @Test
  void aRecordIsFoundWhenItSaysWhatWasAskedFor() {
    ResourceType type = type("es_dns_record");
    ObjectValue planned = planned(type, Samples.dnsRecord());
    assertThat(found(type, planned, "token")).isNull();

    create(type, planned);

    assertThat(found(type, planned, "token")).isEqualTo("A store.es-wso2.com");
    platform.records.replaceAll((_, record) ->
        new Platform.NameRecord(
            record.place(), record.name(), record.type(), List.of("10.0.0.9"), 60));
    assertThat(found(type, planned, "token")).isNull();
  }
}
