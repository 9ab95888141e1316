package io.esform.providers.aws.hosts;

import io.esform.es.Platform.HostPlacement;
import io.esform.es.Platform.KnownHost;
import io.esform.providers.aws.call.AwsConnection;
import io.esform.providers.aws.call.AwsFailure;
import io.esform.providers.aws.call.Tags;
import io.esform.providers.aws.ec2.Batches;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ec2.model.Address;
import software.amazon.awssdk.services.ec2.model.Filter;
import software.amazon.awssdk.services.ec2.model.GroupIdentifier;
import software.amazon.awssdk.services.ec2.model.HttpTokensState;
import software.amazon.awssdk.services.ec2.model.Instance;
import software.amazon.awssdk.services.ec2.model.InstanceMetadataOptionsResponse;
import software.amazon.awssdk.services.ec2.model.InstanceMetadataTagsState;

/// Finds differences between instances in EC2 and their placements.
final class Deviations {

  private final AwsConnection aws;
  private final Map<String, String> holders;

  private Deviations(AwsConnection aws, Map<String, String> holders) {
    this.aws = aws;
    this.holders = holders;
  }

  /// Reads the instances that the public addresses are associated with, which is not part of the
  /// instances' descriptions.
  static Deviations of(AwsConnection aws, List<KnownHost> hosts) throws AwsFailure {
    List<String> allocations =
        hosts.stream()
            .map(host -> host.placement().publicAddress())
            .filter(Objects::nonNull)
            .map(Objects::requireNonNull)
            .distinct()
            .toList();
    var holders = new HashMap<String, String>();
    if (!allocations.isEmpty()) {
      Batches.ofIds(
              allocations,
              batch ->
                  aws.ec2(
                      "ec2:DescribeAddresses",
                      ec2 ->
                          ec2.describeAddresses(request ->
                                  request.filters(
                                      Filter.builder().name("allocation-id").values(batch).build()))
                              .addresses()))
          .forEach(address -> holders.put(address.allocationId(), holder(address)));
    }
    return new Deviations(aws, holders);
  }

  /// The instance that an address is associated with; empty for none.
  static String holder(Address address) {
    return address.instanceId() == null ? "" : address.instanceId();
  }

  List<String> of(Instance instance, HostPlacement placement) {
    var deviations =
        new ArrayList<>(
            Tags.deviations(HostTags.ofPlacement(aws, placement), Tags.EC2.map(instance.tags())));
    if (hasOtherGroups(instance, placement)) {
      deviations.add("security groups are " + String.join(", ", groups(instance)));
    }
    if (hasOtherProfile(instance, placement)) {
      deviations.add("instance profile is " + profile(instance));
    }
    if (hasOpenMetadata(instance)) {
      deviations.add("instance metadata does not require a token, or does not contain tags");
    }
    otherSubnet(instance, placement)
        .ifPresent(subnet -> deviations.add("is in the subnet " + subnet));
    String allocation = placement.publicAddress();
    if (allocation != null && !instance.instanceId().equals(holders.get(allocation))) {
      deviations.add("public address is not associated with it");
    }
    return deviations;
  }

  /// The instance's subnet if it is not a subnet of its network.
  static Optional<String> otherSubnet(Instance instance, HostPlacement placement) {
    Collection<String> subnets = placement.network().subnets().values();
    return Optional.ofNullable(instance.subnetId())
        .filter(subnet -> !subnet.isEmpty() && !subnets.isEmpty() && !subnets.contains(subnet));
  }

  static boolean hasOtherGroups(Instance instance, HostPlacement placement) {
    List<String> wanted = placement.network().securityGroups();
    return !wanted.isEmpty() && !groups(instance).equals(new TreeSet<>(wanted));
  }

  /// The security groups of its only network interface.
  private static SortedSet<String> groups(Instance instance) {
    var groups = new TreeSet<String>();
    instance.networkInterfaces().stream()
        .flatMap(networkInterface -> networkInterface.groups().stream())
        .map(GroupIdentifier::groupId)
        .forEach(groups::add);
    return groups;
  }

  static boolean hasOtherProfile(Instance instance, HostPlacement placement) {
    return !Objects.equals(profile(instance), placement.network().instanceProfile());
  }

  /// Whether its metadata is readable without a token, or does not contain tags, from which it
  /// reads the name of its secret. Missing values, as in some emulators, count as right.
  static boolean hasOpenMetadata(Instance instance) {
    InstanceMetadataOptionsResponse options = instance.metadataOptions();
    return options != null
        && (options.httpTokens() == HttpTokensState.OPTIONAL
            || options.instanceMetadataTags() == InstanceMetadataTagsState.DISABLED);
  }

  private static @Nullable String profile(Instance instance) {
    String arn = instance.iamInstanceProfile() == null ? null : instance.iamInstanceProfile().arn();
    return arn == null ? null : arn.substring(arn.lastIndexOf('/') + 1);
  }
}
