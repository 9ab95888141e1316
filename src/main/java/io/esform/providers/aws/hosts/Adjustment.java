package io.esform.providers.aws.hosts;

import io.esform.es.Platform.HostPlacement;
import io.esform.provider.Progress;
import io.esform.providers.aws.call.AwsConnection;
import io.esform.providers.aws.call.AwsFailure;
import io.esform.providers.aws.call.Tags;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.ec2.model.Address;
import software.amazon.awssdk.services.ec2.model.AttributeBooleanValue;
import software.amazon.awssdk.services.ec2.model.Filter;
import software.amazon.awssdk.services.ec2.model.HttpTokensState;
import software.amazon.awssdk.services.ec2.model.IamInstanceProfileAssociation;
import software.amazon.awssdk.services.ec2.model.Instance;
import software.amazon.awssdk.services.ec2.model.InstanceAttributeName;
import software.amazon.awssdk.services.ec2.model.InstanceMetadataTagsState;
import software.amazon.awssdk.services.ec2.model.InstanceNetworkInterface;
import software.amazon.awssdk.services.ec2.model.Volume;

/// Changes one instance. Makes only necessary changes.
final class Adjustment {

  private final AwsConnection aws;
  private final String id;

  Adjustment(AwsConnection aws, String id) {
    this.aws = aws;
    this.id = id;
  }

  /// Makes all changes that are possible while the host is running.
  void run(Instance instance, HostPlacement placement, Progress progress) throws AwsFailure {
    Optional<String> subnet = Deviations.otherSubnet(instance, placement);
    if (subnet.isPresent()) {
      throw AwsFailure.of(
          "Host in another subnet",
          "The instance %s of %s is in the subnet %s, which does not belong to its network, and AWS cannot move it. Replace it:\n\n    esform apply --replace '%s'"
              .formatted(id, placement.name(), subnet.get(), placement.address()));
    }
    Map<String, String> wanted = HostTags.ofPlacement(aws, placement);
    Map<String, String> missing = Tags.difference(Tags.EC2.map(instance.tags()), wanted).set();
    if (!missing.isEmpty()) {
      tag(missing);
    }
    if (Deviations.hasOtherGroups(instance, placement)) {
      setGroups(instance, placement.network().securityGroups());
    }
    if (Deviations.hasOtherProfile(instance, placement)) {
      setProfile(placement.network().instanceProfile());
    }
    if (Deviations.hasOpenMetadata(instance)) {
      closeMetadata();
    }
    setProtection(placement.deletionProtection());
    growDisk(instance, placement.diskSize());
    setPublicAddress(placement, progress);
  }

  void tag(Map<String, String> tags) throws AwsFailure {
    aws.ec2(
        "ec2:CreateTags",
        ec2 -> ec2.createTags(request -> request.resources(id).tags(Tags.EC2.list(tags))));
  }

  /// @param userData in base64; the instance must be stopped
  void setUserData(String userData) throws AwsFailure {
    var bytes = SdkBytes.fromByteArray(Base64.getDecoder().decode(userData));
    aws.ec2(
        "ec2:ModifyInstanceAttribute",
        ec2 ->
            ec2.modifyInstanceAttribute(
                request -> request.instanceId(id).userData(value -> value.value(bytes))));
  }

  /// The instance must be stopped.
  void setSize(Instance instance, HostPlacement placement) throws AwsFailure {
    String size = placement.size() == null ? aws.defaultSize() : placement.size();
    if (size.equals(instance.instanceTypeAsString())) {
      return;
    }
    aws.ec2(
        "ec2:ModifyInstanceAttribute",
        ec2 ->
            ec2.modifyInstanceAttribute(
                request -> request.instanceId(id).instanceType(value -> value.value(size))));
  }

  private void setGroups(Instance instance, List<String> groups) throws AwsFailure {
    String networkInterface =
        instance.networkInterfaces().stream()
            .map(InstanceNetworkInterface::networkInterfaceId)
            .filter(Objects::nonNull)
            .findFirst()
            .orElseThrow(() ->
                AwsFailure.of(
                    "Host without a network interface",
                    ("AWS returns no network interface for %s, so its security groups cannot be"
                            + " set. Check the instance in the console, then apply again.")
                        .formatted(id)));
    aws.ec2(
        "ec2:ModifyNetworkInterfaceAttribute",
        ec2 ->
            ec2.modifyNetworkInterfaceAttribute(
                request -> request.networkInterfaceId(networkInterface).groups(groups)));
  }

  private void closeMetadata() throws AwsFailure {
    aws.ec2(
        "ec2:ModifyInstanceMetadataOptions",
        ec2 ->
            ec2.modifyInstanceMetadataOptions(request ->
                request
                    .instanceId(id)
                    .httpTokens(HttpTokensState.REQUIRED)
                    .httpPutResponseHopLimit(1)
                    .instanceMetadataTags(InstanceMetadataTagsState.ENABLED)));
  }

  private void setProtection(boolean isProtected) throws AwsFailure {
    AttributeBooleanValue now =
        aws.ec2(
            "ec2:DescribeInstanceAttribute",
            ec2 ->
                ec2.describeInstanceAttribute(request ->
                        request
                            .instanceId(id)
                            .attribute(InstanceAttributeName.DISABLE_API_TERMINATION))
                    .disableApiTermination());
    boolean isNow = now != null && Boolean.TRUE.equals(now.value());
    if (isNow != isProtected) {
      aws.ec2(
          "ec2:ModifyInstanceAttribute",
          ec2 ->
              ec2.modifyInstanceAttribute(request ->
                  request.instanceId(id).disableApiTermination(value -> value.value(isProtected))));
    }
  }

  private void setProfile(@Nullable String name) throws AwsFailure {
    String association =
        aws
            .ec2(
                "ec2:DescribeIamInstanceProfileAssociations",
                ec2 ->
                    ec2.describeIamInstanceProfileAssociations(request ->
                            request.filters(
                                Filter.builder().name("instance-id").values(id).build()))
                        .iamInstanceProfileAssociations())
            .stream()
            .map(IamInstanceProfileAssociation::associationId)
            .findFirst()
            .orElse(null);
    if (name == null) {
      aws.ec2(
          "ec2:DisassociateIamInstanceProfile",
          ec2 -> ec2.disassociateIamInstanceProfile(request -> request.associationId(association)));
    } else if (association == null) {
      aws.ec2(
          "ec2:AssociateIamInstanceProfile",
          ec2 ->
              ec2.associateIamInstanceProfile(request ->
                  request.instanceId(id).iamInstanceProfile(profile -> profile.name(name))));
    } else {
      aws.ec2(
          "ec2:ReplaceIamInstanceProfileAssociation",
          ec2 ->
              ec2.replaceIamInstanceProfileAssociation(request ->
                  request
                      .associationId(association)
                      .iamInstanceProfile(profile -> profile.name(name))));
    }
  }

  /// Never shrinks a disk. The file system grows at the next boot.
  private void growDisk(Instance instance, @Nullable Integer size) throws AwsFailure {
    String volume =
        instance.blockDeviceMappings().stream()
            .filter(disk -> disk.ebs() != null && disk.ebs().volumeId() != null)
            .filter(disk -> Objects.equals(disk.deviceName(), instance.rootDeviceName()))
            .map(disk -> disk.ebs().volumeId())
            .findFirst()
            .orElse(null);
    if (size == null || volume == null) {
      return;
    }
    boolean isSmaller =
        aws
            .ec2(
                "ec2:DescribeVolumes",
                ec2 -> ec2.describeVolumes(request -> request.volumeIds(volume)).volumes())
            .stream()
            .map(Volume::size)
            .anyMatch(now -> now != null && now < size);
    if (isSmaller) {
      aws.ec2(
          "ec2:ModifyVolume",
          ec2 -> ec2.modifyVolume(request -> request.volumeId(volume).size(size)));
    }
  }

  /// Associates the placement's public address with the instance. Does nothing without an address:
  /// another resource may have associated one.
  void setPublicAddress(HostPlacement placement, Progress progress) throws AwsFailure {
    String allocation = placement.publicAddress();
    if (allocation == null || id.equals(Deviations.holder(address(allocation)))) {
      return;
    }
    progress.message("associating the public address of " + placement.name());
    aws.ec2(
        "ec2:AssociateAddress",
        ec2 ->
            ec2.associateAddress(request ->
                request.allocationId(allocation).instanceId(id).allowReassociation(true)));
  }

  private Address address(String allocation) throws AwsFailure {
    return aws
        .ec2(
            "ec2:DescribeAddresses",
            ec2 -> ec2.describeAddresses(request -> request.allocationIds(allocation)).addresses())
        .stream()
        .findFirst()
        .orElseThrow(() ->
            AwsFailure.of(
                "Address not found",
                "The public address %s does not exist. Plan again.".formatted(allocation)));
  }
}
