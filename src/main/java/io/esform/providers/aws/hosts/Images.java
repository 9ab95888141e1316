package io.esform.providers.aws.hosts;

import io.esform.providers.aws.call.AwsConnection;
import io.esform.providers.aws.call.AwsFailure;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ec2.model.Filter;

/// The images of hosts, read once a run. Thread-safe.
final class Images {

  /// The prefix of a parameter's name. The parameter contains an image's id.
  static final String PARAMETER = "ssm:";

  /// In GiB, for an image without a disk size.
  private static final int SMALLEST_DISK = 8;

  private final AwsConnection aws;
  private final Map<String, Image> known = new ConcurrentHashMap<>();

  Images(AwsConnection aws) {
    this.aws = aws;
  }

  /// @param rootDevice the name of its boot disk, such as `/dev/xvda`
  /// @param size of that disk in GiB
  /// @param architecture of its processors: `x86_64`, `arm64`
  record Image(String id, String rootDevice, int size, String architecture) {

    static Image of(software.amazon.awssdk.services.ec2.model.Image image) {
      String root = image.rootDeviceName();
      int size =
          image.blockDeviceMappings().stream()
              .filter(disk -> root.equals(disk.deviceName()) && disk.ebs() != null)
              .map(disk -> disk.ebs().volumeSize())
              .filter(Objects::nonNull)
              .findFirst()
              .orElse(SMALLEST_DISK);
      String architecture = image.architectureAsString();
      return new Image(
          image.imageId(), root, size, architecture == null ? Architectures.X86 : architecture);
    }
  }

  /// The image for a host of a size.
  ///
  /// @param name an image's id, or `ssm:` and the name of a parameter; null for the provider's
  ///   default
  /// @throws AwsFailure when the image does not exist, or is for another architecture
  Image get(@Nullable String name, String size) throws AwsFailure {
    boolean isArm = Architectures.of(size).equals(Architectures.ARM);
    Image image = get(name == null ? aws.defaultImage(isArm) : name);
    if (!Architectures.of(size).equals(image.architecture())) {
      throw AwsFailure.of("Image for another architecture", Architectures.text(size, image.id()));
    }
    return image;
  }

  private Image get(String wanted) throws AwsFailure {
    Image image = known.get(wanted);
    if (image == null) {
      image = look(wanted);
      known.put(wanted, image);
    }
    return image;
  }

  private Image look(String wanted) throws AwsFailure {
    String id = wanted.startsWith(PARAMETER) ? parameter(wanted) : wanted;
    return aws
        .ec2(
            "ec2:DescribeImages",
            ec2 ->
                ec2.describeImages(request ->
                        request.filters(Filter.builder().name("image-id").values(id).build()))
                    .images())
        .stream()
        .findFirst()
        .map(Image::of)
        .orElseThrow(() ->
            AwsFailure.of(
                "Image not found",
                ("The image \"%s\" does not exist in the region %s, or this account may not use it."
                        + " Image ids differ between regions.")
                    .formatted(id, aws.regionOr("in use"))));
  }

  private String parameter(String wanted) throws AwsFailure {
    String name = wanted.substring(PARAMETER.length());
    return aws.ifThere(() ->
            aws.ssm(
                "ssm:GetParameter",
                ssm -> ssm.getParameter(request -> request.name(name)).parameter().value()))
        .orElseThrow(() ->
            AwsFailure.of(
                "Image not found",
                ("The parameter \"%s\", which should contain an image id, does not exist in the"
                        + " region %s. Set image in the resource or in the provider block.")
                    .formatted(name, aws.regionOr("in use"))));
  }
}
