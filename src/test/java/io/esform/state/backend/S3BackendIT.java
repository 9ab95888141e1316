package io.esform.state.backend;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.esform.providers.aws.call.AwsFailure;
import io.esform.state.backend.objects.Schedule;
import io.esform.state.backend.s3.S3BackendType;
import io.esform.state.disk.Disk;
import io.esform.state.file.KeySource;
import io.esform.state.file.StateCodec;
import io.esform.task.Tasks;
import io.esform.testing.BackendEnvironments;
import io.esform.testing.aws.Emulation;
import io.esform.value.Value;
import java.io.IOException;
import java.security.SecureRandom;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.model.BucketLocationConstraint;

/// The backend `s3` on the emulated AWS.
@Tag("real")
@TestInstance(Lifecycle.PER_CLASS)
class S3BackendIT extends VersionedBackendContract {

  private static final String BUCKET = "states";

  @AutoClose private final Emulation aws = Emulation.start();
  private Tasks tasks = Tasks.real();

  @BeforeEach
  void begin() throws AwsFailure {
    aws.reset();
    aws.connection()
        .s3(
            "CreateBucket",
            s3 ->
                s3.createBucket(bucket ->
                    bucket
                        .bucket(BUCKET)
                        .createBucketConfiguration(where ->
                            where.locationConstraint(BucketLocationConstraint.EU_CENTRAL_1))));
    aws.proxy().forgetCalls();
    // A lease has no real time.
    tasks = Schedule.inOrder().mainMachine();
  }

  @Override
  BackendType type() {
    return new S3BackendType();
  }

  @Override
  BackendEnvironment environment() {
    return BackendEnvironments.of(directory, temporary, Disk.real(), tasks);
  }

  @Override
  Map<String, Value> arguments() {
    return Map.of(
        "bucket",
        Value.of(BUCKET),
        "key",
        Value.of("team/esform.state"),
        "region",
        Value.of("eu-central-1"),
        "endpoint",
        Value.of(aws.endpoint()),
        "use_path_style",
        Value.of(true));
  }

  @Override
  boolean isTouched() {
    return !aws.proxy().calls().isEmpty();
  }

  @Override
  void overwrite(@Nullable String text) throws IOException {
    try {
      if (text == null) {
        aws.connection()
            .s3(
                "DeleteObject",
                s3 -> s3.deleteObject(object -> object.bucket(BUCKET).key("team/esform.state")));
      } else {
        aws.connection()
            .s3(
                "PutObject",
                s3 ->
                    s3.putObject(
                        object -> object.bucket(BUCKET).key("team/esform.state"),
                        RequestBody.fromString(text)));
      }
    } catch (AwsFailure failure) {
      throw new IOException(failure);
    }
  }

  @Test
  void aMissingBucketIsAnErrorWithItsName() {
    var arguments = new TreeMap<>(type().schema().blank().attributes());
    arguments.putAll(arguments());
    arguments.put("bucket", Value.of("other"));
    Workspaces workspaces =
        requireNonNull(type().open(Value.objectOf(arguments), environment()).workspaces());
    var codec = new StateCodec(new KeySource.NoKey(), "0.1.0", new SecureRandom(), Disk.real());
    assertThat(workspaces.backend(Workspaces.DEFAULT, codec).lock("apply").all())
        .singleElement()
        .satisfies(error ->
            assertThat(error.detail())
                .contains("NoSuchBucket")
                .contains("Create the bucket \"other\""));
  }
}
