package io.esform.es;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.esform.es.Platform.Abilities;
import io.esform.es.Platform.InputSources;
import io.esform.provider.ResourceType;
import io.esform.provider.ResourceType.CreateRequest;
import io.esform.provider.ResourceType.PlanRequest;
import io.esform.provider.ResourceType.PlanResponse;
import io.esform.testing.FakeInputFiles;
import io.esform.testing.NoProgress;
import io.esform.value.Types;
import io.esform.value.Value;
import io.esform.value.Value.ObjectValue;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// The input files of hosts.
class HostInputFilesTest {

  private static final String OTHER_SHA256 = "fedcba9876543210".repeat(4);
  private static final Path PACK = Path.of("/packs/wso2es.zip");

  private final FakePlatform platform = new FakePlatform();
  private final FakeInputFiles files = new FakeInputFiles(Map.of(PACK, Samples.SHA256));
  private final ResourceType node =
      requireNonNull(
          EsTypes.over(_ -> platform, new Abilities(true, false, InputSources.FILES, true), files)
              .get("es_node"));

  private PlanResponse plan(Block block, @Nullable ObjectValue prior) {
    return node.plan(
        new PlanRequest("es_node.sample", prior, block.configuration(), block.proposed(prior)));
  }

  private ObjectValue created(Block block) {
    ObjectValue planned = plan(block, null).planned();
    var request = new CreateRequest("es_node.sample", planned, "token", new NoProgress());
    return requireNonNull(node.create(platform, request).state());
  }

  @Test
  void aMissingPackIsAFaultOfThePlan() {
    files.remove(PACK);
    assertThat(plan(Samples.node(), null).faults())
        .singleElement()
        .satisfies(fault -> {
          assertThat(fault.summary()).isEqualTo("File not found");
          assertThat(fault.path()).hasToString("pack.source");
          assertThat(fault.detail()).contains("/packs/wso2es.zip");
        });
  }

  @Test
  void anotherPackThanTheChecksumSaysIsAFaultOfThePlan() {
    files.put(PACK, OTHER_SHA256);
    assertThat(plan(Samples.node(), null).faults())
        .singleElement()
        .satisfies(fault -> {
          assertThat(fault.summary()).isEqualTo("Checksum mismatch");
          assertThat(fault.path()).hasToString("pack.sha256");
          assertThat(fault.detail()).contains(OTHER_SHA256, Samples.SHA256);
        });
  }

  @Test
  void aPackThatChangedSinceThePlanMakesNoHost() {
    var planned = plan(Samples.node(), null).planned();
    files.put(PACK, OTHER_SHA256);
    var response =
        node.create(
            platform, new CreateRequest("es_node.sample", planned, "token", new NoProgress()));
    assertThat(response.state()).isNull();
    assertThat(response.diagnostics().all().getFirst().summary()).isEqualTo("Checksum mismatch");
    assertThat(platform.machines).isEmpty();
  }

  @Test
  void aHostThatStaysAsItIsNeedsNoPack() {
    var block = Samples.node();
    var prior = created(block);
    files.remove(PACK);
    assertThat(plan(block, prior).faults()).isEmpty();
    block.set("size", "2g");
    assertThat(plan(block, prior).faults()).hasSize(1);
  }

  /// Otherwise the state would contain an invalid path until a later change.
  @Test
  void aPathThatIsNamedAnewIsCheckedThoughNothingNeedsItYet() {
    var block = Samples.node();
    var prior = created(block);
    block.nested("pack").set("source", "/packs/typo.zip");

    assertThat(plan(block, prior).faults())
        .extracting(fault -> fault.summary() + " " + fault.path())
        .containsExactly("File not found pack.source");
  }

  @Test
  void pathsAreCheckedThoughOtherArgumentsAreNotKnownYet() {
    files.remove(PACK);
    var block = Samples.node().set("load_balancer_certificate", Value.unknown(Types.STRING));

    assertThat(plan(block, null).faults())
        .extracting(fault -> fault.summary() + " " + fault.path())
        .containsExactly("File not found pack.source");
  }

  @Test
  void aFileThatIsNotThereIsADoubtWhereNothingIsPlanned() {
    var configuration = Samples.node().configuration();
    assertThat(node.doubts(configuration)).isEmpty();

    files.remove(PACK);

    assertThat(node.validate(configuration)).isEmpty();
    assertThat(node.doubts(configuration))
        .extracting(fault -> fault.summary() + " " + fault.path())
        .containsExactly("File not found pack.source");
  }
}
