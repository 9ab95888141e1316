package io.esform.providers.local;

import com.github.dockerjava.api.model.Container;
import io.esform.diag.Diagnostic;
import io.esform.diag.EsformBug;
import io.esform.es.Platform.FoundHost;
import io.esform.es.Platform.HostPlacement;
import io.esform.es.Platform.HostSpecification;
import io.esform.es.Platform.HostState;
import io.esform.es.Platform.Hosts;
import io.esform.es.Platform.KnownHost;
import io.esform.es.Platform.PlatformException;
import io.esform.provider.Progress;
import io.esform.provider.Waiter;
import io.esform.provider.Waiter.Pauses;
import io.esform.providers.local.Readiness.Boot;
import io.esform.providers.local.StatusChannel.Answer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;

/// Hosts as containers. The id of a host is the id of its container.
final class ContainerHosts implements Hosts {

  private static final int STOP_SECONDS = 60;
  private static final Set<String> GOING = Set.of("removing", "dead");
  private static final Pauses ANSWER_PAUSES =
      new Pauses(Duration.ofMillis(50), Duration.ofMillis(500));
  private static final Pauses PAUSES = new Pauses(Duration.ofMillis(250), Duration.ofSeconds(2));

  private final LocalConnection connection;

  ContainerHosts(LocalConnection connection) {
    this.connection = connection;
  }

  @Override
  public HostState create(HostSpecification host, String token, Progress progress)
      throws PlatformException {
    Engine engine = connection.engine();
    List<Container> made = withToken(engine, token);
    return made.isEmpty()
        ? make(engine, host, token, progress)
        : adopt(engine, made.getFirst(), host, progress);
  }

  @Override
  public Optional<String> find(String token) throws PlatformException {
    return withToken(connection.engine(), token).stream().map(Container::getId).findFirst();
  }

  /// Skips containers in removal, which the engine still lists.
  private static List<Container> withToken(Engine engine, String token) throws PlatformException {
    return labelled(engine, Labels.TOKEN, token).stream()
        .filter(found -> !GOING.contains(String.valueOf(found.getState())))
        .toList();
  }

  private HostState make(Engine engine, HostSpecification host, String token, Progress progress)
      throws PlatformException {
    Network network = Network.get(engine, host.placement().network().id());
    String image = host.placement().image() == null ? connection.image() : host.placement().image();
    long memory = host.placement().size() == null ? 0 : MemoryLimit.parse(host.placement().size());
    var container = new HostContainer(host, token, image, network, memory);
    String id =
        engine.ask("creating " + host.name(), docker -> container.command(docker).exec().getId());
    progress.identified(id);
    try {
      boot(engine, id, host, Set.of(), progress);
    } catch (PlatformException failure) {
      remove(engine, id);
      throw failure;
    }
    return ready(engine, id, host, progress);
  }

  /// Completes the container of an interrupted creation.
  private HostState adopt(Engine engine, Container made, HostSpecification host, Progress progress)
      throws PlatformException {
    progress.identified(made.getId());
    if (!isRunning(made)) {
      boot(engine, made.getId(), host, Set.of(), progress);
    }
    return ready(engine, made.getId(), host, progress);
  }

  @Override
  public HostState update(String id, HostSpecification host, Progress progress)
      throws PlatformException {
    Engine engine = connection.engine();
    HostFiles files = files(engine);
    Container found = containers(engine).get(id);
    if (found == null) {
      throw new PlatformException(
          Diagnostic.error(
              "Host not found",
              "The container of "
                  + host.name()
                  + " no longer exists. Plan again: it will be created again."),
          null);
    }
    var reapplication = new Reapplication(engine, files);
    if (isRunning(found) && reapplication.isPossible(id)) {
      progress.message("applying to " + host.name());
      reapplication.run(id, host);
    } else {
      reboot(engine, found, host, progress);
    }
    return ready(engine, id, host, progress);
  }

  private void reboot(Engine engine, Container found, HostSpecification host, Progress progress)
      throws PlatformException {
    HostFiles files = files(engine);
    String id = found.getId();
    Set<String> present = Set.of();
    if (isRunning(found)) {
      present = files.present(id, host);
      files.dropSecrets(id);
      progress.message("stopping " + host.name());
      stop(engine, id, host);
    }
    boot(engine, id, host, present, progress);
  }

  /// Does nothing: the engine has no settings of a container that change after its creation.
  @Override
  public void adjust(String id, HostPlacement placement, Progress progress) {}

  @Override
  public List<@Nullable HostState> read(List<KnownHost> hosts) throws PlatformException {
    return read(hosts, false);
  }

  @Override
  public List<@Nullable HostState> probe(List<KnownHost> hosts) throws PlatformException {
    return read(hosts, true);
  }

  /// @param all whether the hosts run all their probes
  private List<@Nullable HostState> read(List<KnownHost> hosts, boolean all)
      throws PlatformException {
    Engine engine = connection.engine();
    Map<String, Container> found = containers(engine);
    List<Callable<Optional<HostState>>> looks =
        hosts.stream()
            .<Callable<Optional<HostState>>>map(
                host -> () -> state(engine, found.get(host.id()), all))
            .toList();
    var states = new ArrayList<@Nullable HostState>();
    for (Optional<HostState> state : together(looks)) {
      states.add(state.orElse(null));
    }
    return states;
  }

  /// The size is null: the engine reports the memory of a container, but not the configured
  /// spelling.
  @Override
  public Optional<FoundHost> look(String id) throws PlatformException {
    Engine engine = connection.engine();
    Container found = containers(engine).get(id);
    if (found == null) {
      return Optional.empty();
    }
    String network = found.getLabels().getOrDefault(Labels.NETWORK, "");
    return state(engine, found, false).map(state -> new FoundHost(network, null, state));
  }

  private List<Optional<HostState>> together(List<Callable<Optional<HostState>>> looks)
      throws PlatformException {
    try {
      return connection.tasks().together("look", looks);
    } catch (ExecutionException failure) {
      if (failure.getCause() instanceof PlatformException refusal) {
        throw refusal;
      }
      throw new EsformBug("Reading a host failed.", failure);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      throw new PlatformException(
          Diagnostic.error("Stopped", "esform was interrupted while it read hosts. Run it again."),
          null);
    }
  }

  @Override
  public void delete(KnownHost host, Progress progress) throws PlatformException {
    remove(connection.engine(), host.id());
  }

  private void boot(
      Engine engine, String id, HostSpecification host, Set<String> present, Progress progress)
      throws PlatformException {
    progress.message("starting " + host.name());
    files(engine).deliver(id, host, present);
    engine.change(
        "starting " + host.name() + " at " + host.privateAddress(),
        docker -> docker.startContainerCmd(id).exec());
  }

  private HostState ready(Engine engine, String id, HostSpecification host, Progress progress)
      throws PlatformException {
    readiness(engine).await(id, host, progress);
    return new HostState(
        id,
        host.privateAddress(),
        host.generation(),
        HostFiles.userDataSha256(host),
        true,
        List.of());
  }

  private Optional<HostState> state(Engine engine, @Nullable Container container, boolean all)
      throws PlatformException {
    if (container == null) {
      return Optional.empty();
    }
    String id = container.getId();
    boolean running = isRunning(container);
    Boot boot = running ? readiness(engine).boot(id) : new Boot(0, null);
    // A host that boots, or has failed to, is not asked: its document is of an earlier boot.
    Answer answer = boot.generation() == 0 ? Answer.NONE : channel(engine).ask(id, all);
    String problem = boot.problem();
    return Optional.of(
        new HostState(
            id,
            address(container),
            boot.generation(),
            files(engine).userDataSha256(id),
            running,
            List.of(),
            problem == null ? answer.problems() : List.of(problem),
            answer.report()));
  }

  private StatusChannel channel(Engine engine) {
    return new StatusChannel(
        engine,
        new Waiter(connection.clock(), connection.tasks(), ANSWER_PAUSES),
        connection.clock());
  }

  private HostFiles files(Engine engine) {
    return new HostFiles(engine, connection.clock());
  }

  private Readiness readiness(Engine engine) {
    return new Readiness(engine, new Waiter(connection.clock(), connection.tasks(), PAUSES));
  }

  private static void stop(Engine engine, String id, HostSpecification host)
      throws PlatformException {
    engine.change(
        "stopping " + host.name(),
        docker -> docker.stopContainerCmd(id).withTimeout(STOP_SECONDS).exec());
  }

  /// A host that is removed needs no orderly shutdown.
  private static void remove(Engine engine, String id) throws PlatformException {
    engine.change(
        "removing a host",
        docker -> docker.removeContainerCmd(id).withForce(true).withRemoveVolumes(true).exec());
  }

  private static Map<String, Container> containers(Engine engine) throws PlatformException {
    var byId = new HashMap<String, Container>();
    labelled(engine, Labels.KIND, Labels.HOST).forEach(found -> byId.put(found.getId(), found));
    return byId;
  }

  private static List<Container> labelled(Engine engine, String label, String value)
      throws PlatformException {
    return engine.ask(
        "listing hosts",
        docker ->
            docker
                .listContainersCmd()
                .withShowAll(true)
                .withLabelFilter(Map.of(label, value))
                .exec());
  }

  private static boolean isRunning(Container container) {
    return "running".equals(container.getState());
  }

  private static String address(Container container) {
    var networks = container.getNetworkSettings();
    if (networks == null || networks.getNetworks() == null) {
      return "";
    }
    return networks.getNetworks().values().stream()
        .map(network ->
            network.getIpamConfig() != null && network.getIpamConfig().getIpv4Address() != null
                ? network.getIpamConfig().getIpv4Address()
                : network.getIpAddress())
        .filter(address -> address != null && !address.isEmpty())
        .findFirst()
        .orElse("");
  }
}
