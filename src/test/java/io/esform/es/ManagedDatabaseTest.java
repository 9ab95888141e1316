package io.esform.es;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.esform.es.Platform.Abilities;
import io.esform.es.Platform.InputSources;
import io.esform.provider.ResourceType;
import io.esform.provider.ResourceType.AttributeDiagnostic;
import io.esform.provider.ResourceType.PlanRequest;
import io.esform.provider.ResourceType.PlanResponse;
import io.esform.testing.FakeInputFiles;
import io.esform.value.Value;
import io.esform.value.Value.ObjectValue;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// `es_database` of both engines.
class ManagedDatabaseTest {

  private final ResourceType type = type(true);

  private static ResourceType type(boolean hasManaged) {
    var abilities = new Abilities(true, true, InputSources.FILES, true, hasManaged);
    return requireNonNull(
        EsTypes.over(_ -> new FakePlatform(), abilities, new FakeInputFiles(Map.of()))
            .get("es_database"));
  }

  private static Block managed() {
    var block = Samples.database().unset("address").set("engine", "rds");
    block.add("rds").set("subnet_group_name", "main");
    return block;
  }

  private List<String> faults(Block block) {
    return type.validate(block.configuration()).stream().map(AttributeDiagnostic::summary).toList();
  }

  private PlanResponse plan(Block block) {
    return type.plan(
        new PlanRequest("es_database.this", null, block.configuration(), block.proposed(null)));
  }

  private PlanResponse plan(Block block, ObjectValue prior) {
    return type.plan(
        new PlanRequest("es_database.this", prior, block.configuration(), block.proposed(prior)));
  }

  @Test
  void aManagedServerHasNothingOfAHost() {
    assertThat(faults(managed())).isEmpty();
    assertThat(faults(managed().set("address", "10.89.7.10").set("image", "x")))
        .containsExactly("Unsupported argument", "Unsupported argument");
    assertThat(faults(managed().set("max_connections", 500).set("buffer_pool", "1g")))
        .containsExactly("Unsupported argument", "Unsupported argument");
    assertThat(faults(Samples.database().unset("address").set("engine", "rds")))
        .containsExactly("Missing block");
    assertThat(faults(managed().set("password", "short"))).containsExactly("Invalid password");
  }

  @Test
  void aHostNeedsAnAddressAndHasNothingOfAManagedServer() {
    assertThat(faults(Samples.database().unset("address")))
        .containsExactly("Missing required argument");
    assertThat(faults(managed().set("engine", "host").set("address", "10.89.7.10")))
        .containsExactly("Unsupported block type");
    assertThat(faults(Samples.database().set("engine", "oracle")))
        .containsExactly("Invalid engine");
  }

  @Test
  void aPlatformWithoutManagedServersSaysSo() {
    assertThat(type(false).validate(managed().configuration()))
        .extracting(AttributeDiagnostic::summary)
        .containsExactly("Unsupported engine");
  }

  @Test
  void aManagedServerHasNoFiles() {
    ObjectValue planned = plan(managed()).planned();
    assertThat(planned.get("files").isNull()).isTrue();
    assertThat(planned.get("generation").isNull()).isTrue();
    assertThat(planned.get("ready")).isEqualTo(Value.of(true));
  }

  @Test
  void aHostIsReachedByItsAddress() {
    assertThat(plan(Samples.database()).planned().get("endpoint"))
        .isEqualTo(Value.of("10.89.7.10"));
  }

  @Test
  void anotherEngineReplacesAndADiskOnlyGrows() {
    ObjectValue host = plan(Samples.database()).planned();
    assertThat(plan(managed(), host).requiresReplacement())
        .extracting(Object::toString)
        .contains("engine");
    ObjectValue large = plan(managed().set("disk_size", 50)).planned();
    assertThat(plan(managed().set("disk_size", 40), large).faults())
        .extracting(AttributeDiagnostic::summary)
        .containsExactly("Disk cannot shrink");
    assertThat(plan(managed().set("disk_size", 60), large).faults()).isEmpty();
  }

  private static Block managed(String version) {
    var block = Samples.database().unset("address").set("engine", "rds");
    block.add("rds").set("subnet_group_name", "main").set("engine_version", version);
    return block;
  }

  private static Value version(PlanResponse response) {
    return ((ObjectValue) response.planned().get("rds")).get("engine_version");
  }

  @Test
  void aNewServerGetsTheNewestVersion() {
    assertThat(version(plan(managed()))).isEqualTo(Value.of("8.4"));
  }

  @Test
  void aServerThatExistsKeepsItsVersionUnlessTheConfigurationNamesAnother() {
    ObjectValue old = plan(managed("8.0")).planned();
    assertThat(version(plan(managed(), old))).isEqualTo(Value.of("8.0"));
    assertThat(version(plan(managed("8.4"), old))).isEqualTo(Value.of("8.4"));
    assertThat(plan(managed("8.4"), old).effect())
        .startsWith("upgrades MySQL from 8.0 to 8.4: unavailable");
  }

  @Test
  void aVersionNeverGoesBack() {
    ObjectValue now = plan(managed("8.4")).planned();
    assertThat(plan(managed("8.0"), now).faults())
        .extracting(AttributeDiagnostic::summary)
        .containsExactly("Version cannot be downgraded");
    assertThat(plan(managed("8.4.3"), now).faults()).isEmpty();
  }

  @Test
  void aVersionWithoutStandardSupportIsWarnedOf() {
    assertThat(EngineVersions.warnings("es_database.this", plan(managed("8.0")).planned()).all())
        .singleElement()
        .satisfies(warning -> {
          assertThat(warning.isError()).isFalse();
          assertThat(warning.detail()).contains("engine_version = \"8.4\"");
        });
    assertThat(EngineVersions.warnings("es_database.this", plan(managed()).planned())).isEmpty();
  }

  @Test
  void lifecycleSupportIsGivenAtCreationOnly() {
    var block = managed();
    ObjectValue now = plan(block).planned();
    var other = Samples.database().unset("address").set("engine", "rds");
    other
        .add("rds")
        .set("subnet_group_name", "main")
        .set("engine_lifecycle_support", "open-source-rds-extended-support-disabled");
    assertThat(faults(other)).isEmpty();
    assertThat(plan(other).faults()).isEmpty();
    assertThat(plan(other, now).faults())
        .singleElement()
        .satisfies(fault -> assertThat(fault.detail()).contains("aws rds modify-db-instance"));
  }

  @Test
  void aProtectedDatabaseIsNotRemoved() {
    ObjectValue open = plan(managed().set("deletion_protection", Value.of(false))).planned();
    assertThat(type.refusesDeletion(open)).isEmpty();
    assertThat(type.refusesDeletion(open.with("deletion_protection", Value.of(true)))).isPresent();
  }
}
