package io.esform.providers.aws;

import static io.esform.providers.aws.HostText.HOST;
import static io.esform.providers.aws.HostText.IMAGE;
import static org.assertj.core.api.Assertions.assertThat;

import io.esform.diag.Diagnostic;
import io.esform.testing.aws.AwsBench;
import io.esform.testing.aws.AwsCall;
import io.esform.testing.aws.Emulation;
import io.esform.testing.aws.OtherHand;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.BucketLocationConstraint;
import software.amazon.awssdk.services.s3.model.S3Object;

/// The bundles of hosts as objects of S3.
@Tag("real")
@TestInstance(Lifecycle.PER_CLASS)
class BundlesIT {

  private static final String BUCKET = "es-packs";

  @AutoClose private final Emulation aws = Emulation.start();
  @AutoClose private final S3Client s3 = OtherHand.s3(aws);

  @BeforeEach
  void makeBucket() {
    aws.reset();
    s3.createBucket(request ->
        request
            .bucket(BUCKET)
            .createBucketConfiguration(
                it -> it.locationConstraint(BucketLocationConstraint.EU_CENTRAL_1)));
  }

  @Test
  void aBundleIsUploadedBeforeItsHostIsLaunchedOrRebooted() {
    var bench = new AwsBench(aws, IMAGE);
    bench.apply(main(500));

    assertThat(keys()).hasSize(1).allSatisfy(this::assertNamedByItsChecksum);
    assertThat(operations("PUT", "CreateSecret", "RunInstances"))
        .containsExactly("PUT", "CreateSecret", "RunInstances");

    aws.proxy().forgetCalls();
    bench.apply(main(600));
    assertThat(keys()).hasSize(2).allSatisfy(this::assertNamedByItsChecksum);
    assertThat(operations("PUT", "StopInstances", "ModifyInstanceAttribute"))
        .startsWith("PUT", "StopInstances");
    assertThat(bench.id(HOST)).startsWith("i-");
    bench.destroy(main(600));
    assertThat(keys()).as("kept: another host may need them").hasSize(2);
  }

  @Test
  void aBundleThatIsThereIsNotUploadedAgain() {
    var bench = new AwsBench(aws, IMAGE);
    bench.apply(main(500));
    bench.apply(main(600));
    aws.proxy().forgetCalls();

    bench.apply(main(500));

    assertThat(operations("HEAD", "PUT", "StartInstances"))
        .containsExactly("HEAD", "StartInstances");
  }

  /// A host would refuse it.
  @Test
  void anObjectWithOtherContentIsReplaced() {
    var bench = new AwsBench(aws, IMAGE);
    bench.apply(main(500));
    bench.apply(main(600));
    for (String key : keys()) {
      s3.putObject(it -> it.bucket(BUCKET).key(key), RequestBody.fromString("other"));
    }

    bench.apply(main(500));

    assertThat(keys()).filteredOn(key -> isNamedByItsChecksum(key)).hasSize(1);
  }

  @Test
  void aHostIsNotStoppedForABundleThatCannotBeUploaded() {
    var bench = new AwsBench(aws, IMAGE);
    bench.apply(main(500));
    aws.proxy().forgetCalls();

    var reported = bench.tryApply(main(600).replace(BUCKET, "es-no-such-bucket"));

    assertThat(reported.all())
        .extracting(Diagnostic::detail)
        .singleElement()
        .asString()
        .contains("s3:PutObject");
    assertThat(operations("StopInstances", "CreateTags")).isEmpty();
    assertThat(bench.state(HOST).get("ready").toString()).contains("true");
  }

  private List<String> keys() {
    return s3.listObjectsV2(it -> it.bucket(BUCKET)).contents().stream()
        .map(S3Object::key)
        .toList();
  }

  private void assertNamedByItsChecksum(String key) {
    assertThat(isNamedByItsChecksum(key)).as(key).isTrue();
    String checksum = s3.headObject(it -> it.bucket(BUCKET).key(key)).checksumSHA256();
    assertThat(checksum == null || key.contains(hex(checksum))).as(checksum).isTrue();
  }

  private boolean isNamedByItsChecksum(String key) {
    byte[] content = s3.getObjectAsBytes(it -> it.bucket(BUCKET).key(key)).asByteArray();
    return key.equals("bundles/" + sha256(content) + ".tar.gz");
  }

  private static String hex(String base64) {
    return HexFormat.of().formatHex(Base64.getDecoder().decode(base64));
  }

  private static String sha256(byte[] content) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
    } catch (NoSuchAlgorithmException missing) {
      throw new AssertionError(missing);
    }
  }

  private List<String> operations(String... wanted) {
    return aws.proxy().calls().stream()
        .map(AwsCall::operation)
        .map(name -> name.contains("/bundles/") ? name.substring(0, name.indexOf(' ')) : name)
        .filter(List.of(wanted)::contains)
        .toList();
  }

  private static String main(int connections) {
    return HostText.of("max_connections = " + connections)
        .replace(
            "cidr            = aws_vpc.main.cidr_block",
            "cidr            = aws_vpc.main.cidr_block\n    bundles         = \"s3://"
                + BUCKET
                + "/bundles\"");
  }
}
