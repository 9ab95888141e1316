package io.esform.providers.aws.hosts;

import io.esform.es.Platform.FoundHost;
import io.esform.es.Platform.HostPlacement;
import io.esform.es.Platform.HostSpecification;
import io.esform.es.Platform.HostState;
import io.esform.es.Platform.KnownHost;
import io.esform.provider.Progress;
import io.esform.providers.aws.call.AwsConnection;
import io.esform.providers.aws.call.AwsFailure;
import io.esform.providers.aws.call.AwsSettings.ReadinessCheck;
import io.esform.providers.aws.call.Tags;
import io.esform.providers.aws.hosts.StatusDocuments.Document;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ec2.model.Instance;
import software.amazon.awssdk.services.ec2.model.InstanceStateName;

/// Implements hosts as EC2 instances. A host's id is the instance id.
public final class InstanceHosts {

  private final AwsConnection aws;
  private final Instances instances;
  private final Bundles bundles;
  private final HostSecrets secrets;
  private final Images images;
  private final Console console;
  private final StatusDocuments documents;

  public InstanceHosts(AwsConnection aws) {
    this.aws = aws;
    this.instances = new Instances(aws);
    this.bundles = new Bundles(aws);
    this.secrets = new HostSecrets(aws);
    this.images = new Images(aws);
    this.console = new Console(aws);
    this.documents = new StatusDocuments(aws);
  }

  public HostState create(HostSpecification host, String token, Progress progress)
      throws AwsFailure {
    Optional<Instance> made = instances.withToken(token);
    String id = made.isPresent() ? made.get().instanceId() : launch(host, token, progress);
    progress.identified(id);
    try {
      if (made.isPresent() && Instances.isDown(made.get())) {
        instances.stop(made.get(), host.name(), progress);
        instances.start(id, host.name(), progress);
      } else {
        instances.awaitRunning(id, host.name(), progress);
      }
      return ready(id, host, progress);
    } catch (AwsFailure failure) {
      throw failure.withId(id);
    }
  }

  private String launch(HostSpecification host, String token, Progress progress) throws AwsFailure {
    bundles.put(host, progress);
    secrets.create(host.placement(), host.secrets(), token, progress);
    progress.message("launching " + host.name());
    try {
      return new Launch(aws, images, host, token).run(progress);
    } catch (AwsFailure failure) {
      if (!failure.isAmbiguous()) {
        removeSecret(host.placement());
      }
      throw failure;
    }
  }

  private void removeSecret(HostPlacement placement) {
    try {
      secrets.delete(placement);
    } catch (AwsFailure _) {
      // The launch failure is reported instead; the next attempt takes over the secret.
    }
  }

  public Optional<String> find(String token) throws AwsFailure {
    return instances.withToken(token).map(Instance::instanceId);
  }

  /// Changes the secret while the instance is stopped, so that no boot mixes old and new values.
  public HostState update(String id, HostSpecification host, Progress progress) throws AwsFailure {
    Instance instance = instances.get(id).orElseThrow(() -> Instances.gone(host.name()));
    checkArchitecture(instance, host.placement());
    bundles.put(host, progress);
    var adjustment = new Adjustment(aws, id);
    // From now on the host is not ready, even if the update fails.
    adjustment.tag(HostTags.ofBoot(host.placement()));
    try {
      instances.stop(instance, host.name(), progress);
      giveSecrets(instance, host, adjustment, progress);
      adjustment.setUserData(host.userData());
      adjustment.setSize(instance, host.placement());
      adjustment.run(instance, host.placement(), progress);
      instances.start(id, host.name(), progress);
      return ready(id, host, progress);
    } catch (AwsFailure failure) {
      throw failure.withId(id);
    }
  }

  /// Checks before the host is stopped, as AWS refuses the size only afterwards.
  private void checkArchitecture(Instance instance, HostPlacement placement) throws AwsFailure {
    String size = placement.size() == null ? aws.defaultSize() : placement.size();
    String architecture = instance.architectureAsString();
    if (architecture != null && !Architectures.of(size).equals(architecture)) {
      throw AwsFailure.of(
          "Size of another architecture",
          ("%s has %s processors, but the size \"%s\" has others. Replace the host, or choose"
                  + " another size.")
              .formatted(placement.name(), architecture, size));
    }
  }

  /// Gives a host that was launched outside esform a secret, and the token that identifies the
  /// secret's owner.
  private void giveSecrets(
      Instance instance, HostSpecification host, Adjustment adjustment, Progress progress)
      throws AwsFailure {
    Map<String, String> tags = Tags.EC2.map(instance.tags());
    String token = tags.getOrDefault(Tags.TOKEN, UUID.randomUUID().toString());
    if (tags.containsKey(HostTags.SECRET)) {
      secrets.put(host.placement(), host.secrets(), token, progress);
    } else {
      secrets.create(host.placement(), host.secrets(), token, progress);
      adjustment.tag(
          Map.of(HostTags.SECRET, HostSecrets.name(host.placement()), Tags.TOKEN, token));
    }
  }

  public void adjust(String id, HostPlacement placement, Progress progress) throws AwsFailure {
    Instance instance = instances.get(id).orElseThrow(() -> Instances.gone(placement.name()));
    new Adjustment(aws, id).run(instance, placement, progress);
  }

  private HostState ready(String id, HostSpecification host, Progress progress) throws AwsFailure {
    var adjustment = new Adjustment(aws, id);
    adjustment.setPublicAddress(host.placement(), progress);
    console.awaitReady(id, host, progress);
    adjustment.tag(HostTags.ofReady(host));
    return new HostState(
        id,
        host.privateAddress(),
        host.generation(),
        HostTags.sha256(host.userData()),
        true,
        List.of());
  }

  public List<@Nullable HostState> read(List<KnownHost> hosts) throws AwsFailure {
    Map<String, Instance> found = instances.byId(hosts.stream().map(KnownHost::id).toList());
    Deviations deviations = Deviations.of(aws, hosts);
    Map<String, Document> read = documents.read(parameters(found.values()));
    var states = new ArrayList<@Nullable HostState>();
    for (KnownHost host : hosts) {
      Instance instance = found.get(host.id());
      states.add(instance == null ? null : state(instance, host.placement(), deviations, read));
    }
    return states;
  }

  /// The parameters of the running instances that write one.
  private static List<String> parameters(Collection<Instance> instances) {
    return instances.stream()
        .filter(instance -> Instances.state(instance) == InstanceStateName.RUNNING)
        .flatMap(instance -> parameter(instance).stream())
        .toList();
  }

  private static Optional<String> parameter(Instance instance) {
    return Optional.ofNullable(Tags.EC2.map(instance.tags()).get(HostTags.STATUS));
  }

  private HostState state(
      Instance instance,
      HostPlacement placement,
      Deviations deviations,
      Map<String, Document> read) {
    var tags = Tags.EC2.map(instance.tags());
    String size = placement.size();
    boolean isUp =
        Instances.state(instance) == InstanceStateName.RUNNING
            && (size == null || size.equals(instance.instanceTypeAsString()));
    HostStatus status = status(instance, read);
    return new HostState(
        instance.instanceId(),
        instance.privateIpAddress() == null ? "" : instance.privateIpAddress(),
        HostTags.generation(tags),
        tags.getOrDefault(HostTags.USER_DATA, ""),
        isUp,
        deviations.of(instance, placement),
        status.problems(),
        status.report(),
        status.isUnknown() && aws.readiness() == ReadinessCheck.CONSOLE
            ? List.of(HostStatus.warning(placement.name(), parameter(instance).orElseThrow()))
            : List.of());
  }

  private static HostStatus status(Instance instance, Map<String, Document> read) {
    Document document =
        parameter(instance).flatMap(name -> Optional.ofNullable(read.get(name))).orElse(null);
    return document == null
        ? HostStatus.NONE
        : HostStatus.of(
            document,
            instance.instanceId(),
            instance.launchTime() == null ? Instant.EPOCH : instance.launchTime(),
            HostTags.generation(Tags.EC2.map(instance.tags())));
  }

  public Optional<FoundHost> look(String id) throws AwsFailure {
    Instance instance = instances.get(id).orElse(null);
    if (instance == null) {
      return Optional.empty();
    }
    String size = instance.instanceTypeAsString();
    return Optional.of(
        new FoundHost(
            instance.vpcId(),
            size.equals(aws.defaultSize()) ? null : size,
            new HostState(
                id,
                instance.privateIpAddress(),
                HostTags.generation(Tags.EC2.map(instance.tags())),
                HostTags.sha256(instances.userData(id)),
                Instances.state(instance) == InstanceStateName.RUNNING,
                List.of())));
  }

  public void delete(KnownHost host, Progress progress) throws AwsFailure {
    instances.terminate(host.id(), host.placement().name(), progress);
    secrets.delete(host.placement());
    documents.delete(host.placement());
  }
}
