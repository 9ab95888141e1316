package io.esform.es;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.esform.es.Platform.NameRecord;
import io.esform.provider.Importable.ImportRequest;
import io.esform.value.Value;
import io.esform.value.Value.ObjectValue;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Imports of DNS records.
class DnsRecordImportTest {

  private final FakePlatform platform = new FakePlatform();
  private final DnsRecordType type = new DnsRecordType(_ -> platform);

  @Test
  void aRecordIsReadWithItsNetworkAndValues() {
    platform.records.put(
        "store.test", new NameRecord("net", "store.test", "A", List.of("10.77.0.21"), 60));

    ObjectValue state = requireNonNull(read("net/store.test"));

    assertThat(state.get("values")).isEqualTo(Value.listOf(List.of("10.77.0.21")));
    assertThat(state.get("id")).isEqualTo(Value.of("A store.test"));
    assertThat(type.importId(state)).contains("net/store.test");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"store.test", "net/nothing.test", "other/store.test", "net/a/TXT", "a/b/A/d"})
  void whatNamesNoRecordIsNotThere(String id) {
    assertThat(read(id)).isNull();
  }

  private @Nullable ObjectValue read(String id) {
    return type.importState(platform, new ImportRequest("es_dns_record.a", id)).state();
  }
}
