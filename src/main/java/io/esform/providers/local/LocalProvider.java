package io.esform.providers.local;

import io.esform.diag.Diagnostics;
import io.esform.es.EsTypes;
import io.esform.es.InputFiles;
import io.esform.es.Platform.Abilities;
import io.esform.es.Platform.InputSources;
import io.esform.provider.Connection;
import io.esform.provider.DataSource;
import io.esform.provider.ProviderDefinition;
import io.esform.provider.ResourceType;
import io.esform.schema.AttributeSchema;
import io.esform.schema.Schema;
import io.esform.task.Tasks;
import io.esform.value.Types;
import io.esform.value.Value;
import io.esform.value.Value.ObjectValue;
import io.esform.value.Value.StringValue;
import java.time.InstantSource;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;

/// Hosts as containers on this machine, or on the machine that `DOCKER_HOST` names.
public final class LocalProvider implements ProviderDefinition {

  private static final String NAME = "local";

  /// The name that `bin/host-image` gives to the newest image.
  private static final String IMAGE = "localhost/esform-host:latest";

  private static final Schema CONFIGURATION =
      Schema.of(
          "Hosts as containers of Docker or Podman on this machine.",
          AttributeSchema.optional(
              "socket",
              Types.STRING,
              "The engine's address: the path of a socket, or an address in the format of"
                  + " `DOCKER_HOST`. Unset: `DOCKER_HOST`, then the usual sockets."),
          AttributeSchema.optional(
                  "image", Types.STRING, "The image of hosts, which `bin/host-image` builds.")
              .withDefault(Value.of(IMAGE)));

  private final Map<String, String> environment;
  private final InstantSource clock;
  private final Tasks tasks;
  private final InputFiles inputFiles;
  private final MachineMemory machine;

  /// @param environment for `DOCKER_HOST` and `XDG_RUNTIME_DIR`
  /// @param clock for deadlines
  /// @param inputFiles the files of this machine for hosts
  public LocalProvider(
      Map<String, String> environment, InstantSource clock, InputFiles inputFiles) {
    this(environment, clock, Tasks.real(), inputFiles, MachineMemory.UNKNOWN);
  }

  /// @param tasks runs parallel reads and waits
  /// @param machine the most that a host without a size has; not used for an engine elsewhere
  public LocalProvider(
      Map<String, String> environment,
      InstantSource clock,
      Tasks tasks,
      InputFiles inputFiles,
      MachineMemory machine) {
    this.machine = EngineAddress.isElsewhere(environment) ? MachineMemory.UNKNOWN : machine;
    this.inputFiles = inputFiles;
    this.environment = Map.copyOf(environment);
    this.clock = clock;
    this.tasks = tasks;
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Schema configurationSchema() {
    return CONFIGURATION;
  }

  @Override
  public SequencedMap<String, ResourceType> resourceTypes() {
    var types = new LinkedHashMap<String, ResourceType>();
    types.put("local_network", new LocalNetworkType());
    types.putAll(
        EsTypes.over(
            connection -> new LocalPlatform((LocalConnection) connection),
            abilities(),
            inputFiles));
    return Collections.unmodifiableSequencedMap(types);
  }

  /// The memory of a container is set at its creation, because not every engine can change it
  /// later.
  private Abilities abilities() {
    return new Abilities(
        true, false, InputSources.FILES, true, false, MemoryLimit.sizes(machine), "");
  }

  @Override
  public SequencedMap<String, DataSource> dataSources() {
    var sources = new LinkedHashMap<String, DataSource>();
    sources.put("local_network", new LocalNetworkSource());
    return Collections.unmodifiableSequencedMap(sources);
  }

  @Override
  public Diagnostics validateConfiguration(ObjectValue configuration) {
    String socket = text(configuration, "socket");
    return socket == null ? Diagnostics.none() : EngineAddress.check(socket);
  }

  @Override
  public Connection connect(ObjectValue configuration) {
    String image = text(configuration, "image");
    return new LocalConnection(
        text(configuration, "socket"), image == null ? IMAGE : image, environment, clock, tasks);
  }

  private static @Nullable String text(ObjectValue configuration, String name) {
    return configuration.attributes().get(name) instanceof StringValue(var text) ? text : null;
  }
}
