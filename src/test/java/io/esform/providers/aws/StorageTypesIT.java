package io.esform.providers.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.esform.plan.Action;
import io.esform.testing.FakeInputFiles;
import io.esform.testing.aws.AwsBench;
import io.esform.testing.aws.Emulation;
import io.esform.testing.aws.OtherHand;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.model.BucketLocationConstraint;
import software.amazon.awssdk.services.s3.model.BucketVersioningStatus;

/// Buckets and objects on the emulated AWS.
@Tag("real")
@TestInstance(Lifecycle.PER_CLASS)
class StorageTypesIT {

  private static final String BUCKET = "aws_s3_bucket.files";
  private static final String OBJECT = "aws_s3_object.pack";

  @AutoClose private final Emulation aws = Emulation.start();
  private final FakeInputFiles files = new FakeInputFiles(Map.of());

  @BeforeEach
  void forget() {
    aws.reset();
  }

  @Test
  void aBucketIsMadeAndChangedAndGoesAgain() {
    var bench = new AwsBench(aws, "default_tags = { Project = \"es\" }");
    bench.apply(bucket("tags = { Name = \"files\" }"));
    assertThat(bench.text(BUCKET, "arn")).isEqualTo("arn:aws:s3:::es-files");
    assertThat(bench.text(BUCKET, "bucket_regional_domain_name"))
        .isEqualTo("es-files.s3.eu-central-1.amazonaws.com");

    String changed = bucket("versioning = true\nforce_destroy = true\ntags = { Use = \"packs\" }");
    assertThat(bench.action(changed, BUCKET)).isEqualTo(Action.UPDATE);
    bench.apply(changed);
    String suspended = bucket("versioning = false\nforce_destroy = true");
    bench.apply(suspended);
    assertThat(bench.action(suspended.replace("es-files", "es-other"), BUCKET))
        .isEqualTo(Action.REPLACE);
    bench.destroy(suspended);
    aws.checkRequests("aws_s3_bucket");
  }

  @Test
  void anImportedBucketNeedsNoChange() {
    String main = bucket("versioning = true\ntags = { Name = \"files\" }");
    new AwsBench(aws).apply(main);
    new AwsBench(aws).adopt(main, BUCKET, "es-files");
  }

  @Test
  void aBucketThatHoldsObjectsOnlyGoesWhenThatIsAskedFor() {
    var bench = new AwsBench(aws);
    bench.apply(bucket("versioning = true"));
    try (var s3 = OtherHand.s3(aws)) {
      for (String content : new String[] {"one", "two"}) {
        s3.putObject(it -> it.bucket("es-files").key("left over"), RequestBody.fromString(content));
      }
      s3.deleteObject(it -> it.bucket("es-files").key("left over"));
    }
    assertThatThrownBy(() -> bench.destroy(bucket("versioning = true")))
        .hasMessageContaining("Bucket not empty")
        .hasMessageContaining("force_destroy");

    String forced = bucket("versioning = true\nforce_destroy = true");
    bench.apply(forced);
    bench.destroy(forced);
  }

  @Test
  void aBucketOfOthersIsNotTakenOver() {
    try (var s3 = OtherHand.s3(aws)) {
      makeByHand();
      s3.putObject(it -> it.bucket("es-files").key("a"), RequestBody.fromString("a"));
    }
    assertThat(new AwsBench(aws).tryApply(bucket("")).toString()).contains("Name taken");
  }

  @Test
  void aBucketWhoseMakingWasCutShortIsCarriedOn() {
    makeByHand();
    new AwsBench(aws).apply(bucket(""));
  }

  @Test
  void aBucketThatIsGoneIsMadeAgain() {
    var bench = new AwsBench(aws);
    bench.apply(bucket(""));
    try (var s3 = OtherHand.s3(aws)) {
      s3.deleteBucket(it -> it.bucket("es-files"));
    }
    assertThat(bench.action(bucket(""), BUCKET)).isEqualTo(Action.CREATE);
  }

  private void makeByHand() {
    try (var s3 = OtherHand.s3(aws)) {
      s3.createBucket(request ->
          request
              .bucket("es-files")
              .createBucketConfiguration(
                  it -> it.locationConstraint(BucketLocationConstraint.EU_CENTRAL_1)));
    }
  }

  @Test
  void anObjectFollowsItsFile(@TempDir Path folder) throws Exception {
    Path file = folder.resolve("pack.zip");
    write(file, "first");
    var bench = new AwsBench(aws, files);
    String main = object("source = \"%s\"".formatted(file), "tags = { Name = \"pack\" }");
    bench.apply(main);
    assertThat(bench.text(OBJECT, "id")).isEqualTo("es-files/packs/pack.zip");
    assertThat(stored()).isEqualTo("first");
    assertThat(bench.text(OBJECT, "sha256")).isEqualTo(sha256(file));

    write(file, "second");
    assertThat(bench.action(main, OBJECT)).isEqualTo(Action.UPDATE);
    bench.apply(main);
    assertThat(stored()).isEqualTo("second");

    bench.apply(main.replace("Name = \"pack\"", "Name = \"other\""));
    String text = object("content = \"a text\"", "content_type = \"text/plain\"");
    bench.apply(text);
    assertThat(stored()).isEqualTo("a text");
    assertThat(bench.action(text.replace("pack.zip", "other.zip"), OBJECT))
        .isEqualTo(Action.REPLACE);
    bench.destroy(text);
    aws.checkRequests("aws_s3_object");
  }

  @Test
  void anImportedObjectIsNotPutAgain(@TempDir Path folder) throws Exception {
    Path file = folder.resolve("pack.zip");
    write(file, "first");
    String main = object("source = \"%s\"".formatted(file), "");
    new AwsBench(aws, files).apply(main);
    aws.proxy().forgetCalls();

    String imports =
        """
        import {
          to = aws_s3_bucket.files
          id = "es-files"
        }
        import {
          to = aws_s3_object.pack
          id = "es-files/packs/pack.zip"
        }
        """;
    var other = new AwsBench(aws, files);
    other.apply(imports + main);
    other.assertNothingToDo(main);
    assertThat(aws.changes()).isEmpty();
  }

  @Test
  void anObjectThatOthersHavePutWithoutAChecksumIsPutAgain() {
    var bench = new AwsBench(aws);
    String main = object("content = \"mine\"", "");
    bench.apply(main);
    try (var s3 = OtherHand.s3(aws)) {
      s3.putObject(
          it -> it.bucket("es-files").key("packs/pack.zip"), RequestBody.fromString("theirs"));
    }
    assertThat(bench.action(main, OBJECT)).isEqualTo(Action.UPDATE);
    bench.apply(main);
    assertThat(stored()).isEqualTo("mine");
  }

  @Test
  void anObjectOfOthersIsNotOverwritten() {
    var bench = new AwsBench(aws);
    String main = object("content = \"mine\"", "");
    bench.apply(bucket("force_destroy = true"));
    try (var s3 = OtherHand.s3(aws)) {
      s3.putObject(
          it -> it.bucket("es-files").key("packs/pack.zip"), RequestBody.fromString("theirs"));
    }
    assertThat(bench.tryApply(main).toString()).contains("Name taken");
    assertThat(stored()).isEqualTo("theirs");
  }

  @Test
  void allVersionsOfAnObjectGoWithIt() {
    var bench = new AwsBench(aws);
    String main = object("content = \"one\"", "").replace("force_destroy", "versioning");
    bench.apply(main);
    bench.apply(main.replace("one", "two"));
    try (var s3 = OtherHand.s3(aws)) {
      assertThat(s3.getBucketVersioning(it -> it.bucket("es-files")).status())
          .isEqualTo(BucketVersioningStatus.ENABLED);
    }
    bench.destroy(main);
  }

  @Test
  void aMissingFileIsAFaultOfThePlan() {
    assertThatThrownBy(() -> new AwsBench(aws, files).plan(object("source = \"nowhere\"", "")))
        .hasMessageContaining("File not found")
        .hasMessageContaining("nowhere");
  }

  private static String bucket(String lines) {
    return "resource \"aws_s3_bucket\" \"files\" {\n  bucket = \"es-files\"\n%s\n}\n"
        .formatted(lines);
  }

  private static String object(String content, String line) {
    return bucket("force_destroy = true")
        + """
        resource "aws_s3_object" "pack" {
          bucket = aws_s3_bucket.files.bucket
          key    = "packs/pack.zip"
          %s
          %s
        }
        """
            .formatted(content, line);
  }

  private String stored() {
    try (var s3 = OtherHand.s3(aws)) {
      return s3.getObjectAsBytes(it -> it.bucket("es-files").key("packs/pack.zip")).asUtf8String();
    }
  }

  private void write(Path file, String content) throws Exception {
    Files.writeString(file, content);
    files.put(file, sha256(file));
  }

  private static String sha256(Path file) throws IOException, NoSuchAlgorithmException {
    return HexFormat.of()
        .formatHex(MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file)));
  }
}
