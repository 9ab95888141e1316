package io.esform.es;

import io.esform.es.Platform.Abilities;
import io.esform.es.Platform.HostPlacement;
import io.esform.es.Platform.HostSpecification;
import io.esform.es.Platform.PublishedPort;
import io.esform.provider.Arguments;
import io.esform.render.cloudinit.HostFile;
import io.esform.value.Value;
import io.esform.value.Value.ObjectValue;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// A host that is created or changed: all arguments are known.
final class PlannedHost {

  /// The default time limit until it is ready.
  private static final Duration PATIENCE = Duration.ofMinutes(10);

  private final HostKind kind;
  private final String address;
  private final Arguments host;
  private final int generation;
  private final List<HostFile> files;
  private final BootData bootData;

  PlannedHost(HostKind kind, Abilities abilities, String address, ObjectValue planned) {
    this.kind = kind;
    this.address = address;
    this.host = Arguments.of(planned);
    this.generation = host.requiredInteger(HostSchema.GENERATION);
    this.files = kind.files(host);
    this.bootData = BootData.of(files, generation, abilities, host);
  }

  HostPlacement placement() {
    return Placements.of(kind, address, host);
  }

  List<Input> inputs() {
    return kind.inputs(host);
  }

  /// @param readyTimeout null for the default
  HostSpecification specification(InputFiles inputFiles, @Nullable Duration readyTimeout) {
    return new HostSpecification(
        placement(),
        bootData.userData().base64(),
        bootData.bundle(),
        secrets(),
        localInputs(inputFiles),
        ports(),
        generation,
        (int) (readyTimeout == null ? PATIENCE : readyTimeout).toSeconds());
  }

  /// The state after a call.
  ObjectValue applied(String id, boolean isReady) {
    return host.object()
        .with(HostSchema.ID, Value.of(id))
        .with(HostSchema.READY, Value.of(isReady))
        .with(HostSchema.PROBLEMS, HostSchema.textsOrNull(List.of()))
        .with(HostSchema.DEVIATIONS, HostSchema.textsOrNull(List.of()))
        .with(HostSchema.FILES, RenderedFiles.attribute(files))
        .with(HostSchema.USER_DATA_BYTES, Value.of(bootData.userData().bytes()))
        .with(HostSchema.USER_DATA_SHA256, Value.of(bootData.userData().sha256()));
  }

  /// The state after a change that does not boot the host, which keeps its user-data.
  ObjectValue adjusted(ObjectValue prior) {
    ObjectValue state = applied(Arguments.of(prior).requiredText(HostSchema.ID), true);
    return state
        .with(HostSchema.USER_DATA_BYTES, prior.get(HostSchema.USER_DATA_BYTES))
        .with(HostSchema.USER_DATA_SHA256, prior.get(HostSchema.USER_DATA_SHA256));
  }

  private SortedMap<String, String> secrets() {
    var secrets = new TreeMap<String, String>();
    kind.secrets().forEach(secret -> secrets.putAll(secret.files(host)));
    return secrets;
  }

  private SortedMap<String, Path> localInputs(InputFiles inputFiles) {
    var inputs = new TreeMap<String, Path>();
    inputs().stream()
        .filter(Input::isLocal)
        .forEach(input -> inputs.put(input.hostPath(), inputFiles.absolute(input.file())));
    return inputs;
  }

  private List<PublishedPort> ports() {
    return host.blocks(HostSchema.PUBLISH).stream()
        .map(port ->
            new PublishedPort(port.requiredInteger("port"), port.requiredInteger("published_port")))
        .toList();
  }
}
