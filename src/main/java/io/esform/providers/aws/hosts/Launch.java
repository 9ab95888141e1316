package io.esform.providers.aws.hosts;

import io.esform.es.Ipv4Network;
import io.esform.es.Platform.HostPlacement;
import io.esform.es.Platform.HostSpecification;
import io.esform.provider.Progress;
import io.esform.providers.aws.call.AwsConnection;
import io.esform.providers.aws.call.AwsFailure;
import io.esform.providers.aws.call.Tags;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ec2.model.BlockDeviceMapping;
import software.amazon.awssdk.services.ec2.model.CreditSpecificationRequest;
import software.amazon.awssdk.services.ec2.model.HttpTokensState;
import software.amazon.awssdk.services.ec2.model.IamInstanceProfileSpecification;
import software.amazon.awssdk.services.ec2.model.Instance;
import software.amazon.awssdk.services.ec2.model.InstanceMetadataTagsState;
import software.amazon.awssdk.services.ec2.model.InstanceNetworkInterfaceSpecification;
import software.amazon.awssdk.services.ec2.model.ResourceType;
import software.amazon.awssdk.services.ec2.model.RunInstancesRequest;
import software.amazon.awssdk.services.ec2.model.TagSpecification;
import software.amazon.awssdk.services.ec2.model.VolumeType;

/// Launches one host's instance.
///
/// The private address is set in the network interface of the launch request, so that it is free as
/// soon as the instance is terminated.
final class Launch {

  private static final int MOST_TOKENS = 20;

  /// A new instance profile takes a while to reach EC2.
  private static final Duration PROFILE_PATIENCE = Duration.ofMinutes(2);

  private final AwsConnection aws;
  private final Instances instances;
  private final Images images;
  private final HostSpecification host;
  private final String token;

  Launch(AwsConnection aws, Images images, HostSpecification host, String token) {
    this.aws = aws;
    this.instances = new Instances(aws);
    this.images = images;
    this.host = host;
    this.token = token;
  }

  /// Returns the id of the new instance, or of the instance of an earlier attempt.
  ///
  /// If AWS has seen the token for a terminated instance or for another request, the next form of
  /// the token is used. The tag keeps the token itself.
  String run(Progress progress) throws AwsFailure {
    RunInstancesRequest.Builder request = request();
    for (int form = 1; ; form++) {
      try {
        return run(request.clientToken(form == 1 ? token : token + "-" + form), progress);
      } catch (AwsFailure failure) {
        boolean isSpent = failure.is("IdempotentInstanceTerminated", "IdempotentParameterMismatch");
        if (!isSpent || form == MOST_TOKENS) {
          throw failure;
        }
        Optional<Instance> made = instances.withToken(token);
        if (made.isPresent()) {
          return made.get().instanceId();
        }
      }
    }
  }

  private String run(RunInstancesRequest.Builder request, Progress progress) throws AwsFailure {
    var launched = new String[1];
    var refusal = new AwsFailure[1];
    aws.waiter()
        .await(
            () -> {
              try {
                launched[0] =
                    aws.ec2(
                        "ec2:RunInstances",
                        ec2 ->
                            ec2.runInstances(request.build()).instances().getFirst().instanceId());
                return true;
              } catch (AwsFailure failure) {
                if (!isAboutProfile(failure)) {
                  throw failure;
                }
                progress.message("waiting for the instance profile of " + host.name());
                refusal[0] = failure;
                return false;
              }
            },
            PROFILE_PATIENCE);
    if (launched[0] == null) {
      throw refusal[0];
    }
    return launched[0];
  }

  private static boolean isAboutProfile(AwsFailure failure) {
    return failure.is("InvalidParameterValue")
        && failure.diagnostic().detail().toLowerCase(Locale.ROOT).contains("iam instance profile");
  }

  private RunInstancesRequest.Builder request() throws AwsFailure {
    HostPlacement placement = host.placement();
    String size = placement.size() == null ? aws.defaultSize() : placement.size();
    Images.Image image = images.get(placement.image(), size);
    return RunInstancesRequest.builder()
        .imageId(image.id())
        .instanceType(size)
        .creditSpecification(credits(size))
        .minCount(1)
        .maxCount(1)
        .userData(host.userData())
        .networkInterfaces(networkInterface(placement))
        .blockDeviceMappings(disk(image, placement.diskSize()))
        .metadataOptions(options ->
            options
                .httpTokens(HttpTokensState.REQUIRED)
                .httpPutResponseHopLimit(1)
                .instanceMetadataTags(InstanceMetadataTagsState.ENABLED))
        .iamInstanceProfile(profile(placement.network().instanceProfile()))
        .keyName(placement.network().keyName())
        .disableApiTermination(placement.deletionProtection())
        .tagSpecifications(
            tagged(
                ResourceType.INSTANCE,
                HostTags.ofNew(aws, placement, token, HostSecrets.name(placement))),
            tagged(ResourceType.VOLUME, ofParts(placement)),
            tagged(ResourceType.NETWORK_INTERFACE, ofParts(placement)));
  }

  private @Nullable CreditSpecificationRequest credits(String size) {
    String credits = aws.cpuCredits();
    return credits == null || !Architectures.isBurstable(size)
        ? null
        : CreditSpecificationRequest.builder().cpuCredits(credits).build();
  }

  private Map<String, String> ofParts(HostPlacement placement) {
    var tags = HostTags.ofPlacement(aws, placement);
    tags.put(Tags.TOKEN, token);
    return tags;
  }

  private static TagSpecification tagged(ResourceType type, Map<String, String> tags) {
    return TagSpecification.builder().resourceType(type).tags(Tags.EC2.list(tags)).build();
  }

  private static @Nullable IamInstanceProfileSpecification profile(@Nullable String name) {
    return name == null ? null : IamInstanceProfileSpecification.builder().name(name).build();
  }

  private static InstanceNetworkInterfaceSpecification networkInterface(HostPlacement placement)
      throws AwsFailure {
    return InstanceNetworkInterfaceSpecification.builder()
        .deviceIndex(0)
        .subnetId(subnet(placement))
        .privateIpAddress(placement.privateAddress())
        .groups(placement.network().securityGroups())
        .deleteOnTermination(true)
        .build();
  }

  /// The subnet that contains the host's address.
  private static String subnet(HostPlacement placement) throws AwsFailure {
    long address = Ipv4Network.address(placement.privateAddress()).orElseThrow();
    return placement.network().subnets().entrySet().stream()
        .filter(subnet ->
            Ipv4Network.parse(subnet.getKey()).filter(it -> it.contains(address)).isPresent())
        .map(Map.Entry::getValue)
        .findFirst()
        .orElseThrow(() ->
            AwsFailure.of(
                "No subnet for the address",
                "No subnet of the network contains the address %s of %s. Subnets: %s."
                    .formatted(
                        placement.privateAddress(),
                        placement.name(),
                        String.join(", ", placement.network().subnets().keySet()))));
  }

  private static List<BlockDeviceMapping> disk(Images.Image image, @Nullable Integer size) {
    return List.of(
        BlockDeviceMapping.builder()
            .deviceName(image.rootDevice())
            .ebs(disk ->
                disk.encrypted(true)
                    .deleteOnTermination(true)
                    .volumeType(VolumeType.GP3)
                    .volumeSize(size == null ? image.size() : size))
            .build());
  }
}
