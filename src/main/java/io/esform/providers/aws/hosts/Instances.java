package io.esform.providers.aws.hosts;

import io.esform.provider.Progress;
import io.esform.providers.aws.call.AwsConnection;
import io.esform.providers.aws.call.AwsFailure;
import io.esform.providers.aws.call.Tags;
import io.esform.providers.aws.call.Waits;
import io.esform.providers.aws.ec2.Batches;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import software.amazon.awssdk.services.ec2.model.AttributeValue;
import software.amazon.awssdk.services.ec2.model.Filter;
import software.amazon.awssdk.services.ec2.model.Instance;
import software.amazon.awssdk.services.ec2.model.InstanceAttributeName;
import software.amazon.awssdk.services.ec2.model.InstanceStateName;

/// Reads, starts, stops and terminates instances.
final class Instances {

  private static final Set<InstanceStateName> GONE =
      Set.of(InstanceStateName.TERMINATED, InstanceStateName.SHUTTING_DOWN);
  private static final Set<InstanceStateName> DOWN =
      Set.of(InstanceStateName.STOPPED, InstanceStateName.STOPPING);
  private static final Duration PATIENCE = Duration.ofMinutes(10);

  private final AwsConnection aws;

  Instances(AwsConnection aws) {
    this.aws = aws;
  }

  /// The instances of these ids, by id; without those that are terminated or shutting down.
  Map<String, Instance> byId(List<String> ids) throws AwsFailure {
    var byId = new TreeMap<String, Instance>();
    Batches.ofIds(ids, batch -> describe("instance-id", batch))
        .forEach(instance -> byId.put(instance.instanceId(), instance));
    return byId;
  }

  Optional<Instance> get(String id) throws AwsFailure {
    return Optional.ofNullable(byId(List.of(id)).get(id));
  }

  /// The instance with this creation's token.
  Optional<Instance> withToken(String token) throws AwsFailure {
    return describe("tag:" + Tags.TOKEN, List.of(token)).stream().findFirst();
  }

  private List<Instance> describe(String filter, List<String> values) throws AwsFailure {
    return found(filter, values).stream().filter(Instances::isThere).toList();
  }

  private static boolean isThere(Instance instance) {
    return instance.instanceId() != null && !GONE.contains(state(instance));
  }

  static InstanceStateName state(Instance instance) {
    return instance.state() == null || instance.state().name() == null
        ? InstanceStateName.UNKNOWN_TO_SDK_VERSION
        : instance.state().name();
  }

  /// Whether it is stopped or stopping.
  static boolean isDown(Instance instance) {
    return DOWN.contains(state(instance));
  }

  /// The matching instances, including terminated ones that AWS still returns.
  private List<Instance> found(String filter, List<String> values) throws AwsFailure {
    return aws.ec2(
        "ec2:DescribeInstances",
        ec2 ->
            ec2
                .describeInstancesPaginator(request ->
                    request.filters(Filter.builder().name(filter).values(values).build()))
                .reservations()
                .stream()
                .flatMap(reservation -> reservation.instances().stream())
                .toList());
  }

  /// The instance's user-data in base64; empty for none.
  String userData(String id) throws AwsFailure {
    AttributeValue userData =
        aws.ec2(
            "ec2:DescribeInstanceAttribute",
            ec2 ->
                ec2.describeInstanceAttribute(request ->
                        request.instanceId(id).attribute(InstanceAttributeName.USER_DATA))
                    .userData());
    return userData == null || userData.value() == null ? "" : userData.value();
  }

  /// Waits until it is running.
  ///
  /// @throws AwsFailure when it is terminated instead; the message contains AWS's reason
  void awaitRunning(String id, String name, Progress progress) throws AwsFailure {
    Waits.until(aws, name + " to run", PATIENCE, progress, () -> isRunning(id, name));
  }

  private boolean isRunning(String id, String name) throws AwsFailure {
    List<Instance> found = found("instance-id", List.of(id));
    // AWS may not return a new instance immediately.
    if (found.isEmpty()) {
      return false;
    }
    Instance instance = found.getFirst();
    if (!isThere(instance)) {
      throw AwsFailure.forGood(
          "Host terminated",
          "The instance %s of %s was terminated when it started%s."
              .formatted(id, name, reason(instance)));
    }
    return state(instance) == InstanceStateName.RUNNING;
  }

  private static String reason(Instance instance) {
    return instance.stateReason() == null || instance.stateReason().message() == null
        ? ""
        : ": " + instance.stateReason().message();
  }

  /// Stops it unless it is stopped, and waits until it is stopped.
  void stop(Instance instance, String name, Progress progress) throws AwsFailure {
    String id = instance.instanceId();
    if (state(instance) == InstanceStateName.PENDING) {
      awaitRunning(id, name, progress);
    }
    if (!isDown(instance)) {
      aws.ec2("ec2:StopInstances", ec2 -> ec2.stopInstances(request -> request.instanceIds(id)));
    }
    Waits.until(
        aws,
        name + " to stop",
        PATIENCE,
        progress,
        () ->
            get(id)
                .map(found -> state(found) == InstanceStateName.STOPPED)
                .orElseThrow(() -> gone(name)));
  }

  void start(String id, String name, Progress progress) throws AwsFailure {
    aws.ec2("ec2:StartInstances", ec2 -> ec2.startInstances(request -> request.instanceIds(id)));
    awaitRunning(id, name, progress);
  }

  /// Terminates it and waits until its address is free.
  void terminate(String id, String name, Progress progress) throws AwsFailure {
    // The instance may be missing because an earlier attempt terminated it; wait in this case too.
    aws.ifThere(() ->
        aws.ec2(
            "ec2:TerminateInstances",
            ec2 -> ec2.terminateInstances(request -> request.instanceIds(id))));
    Waits.until(aws, name + " to be terminated", PATIENCE, progress, () -> isTerminated(id));
  }

  private boolean isTerminated(String id) throws AwsFailure {
    return found("instance-id", List.of(id)).stream()
        .allMatch(instance -> state(instance) == InstanceStateName.TERMINATED);
  }

  static AwsFailure gone(String name) {
    return AwsFailure.of(
        "Host not found",
        "The instance of %s no longer exists. Plan again: it will be created again."
            .formatted(name));
  }
}
