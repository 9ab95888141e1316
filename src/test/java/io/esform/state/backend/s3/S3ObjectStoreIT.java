package io.esform.state.backend.s3;

import io.esform.providers.aws.call.AwsFailure;
import io.esform.state.aws.AwsAccess;
import io.esform.state.backend.objects.ObjectStore;
import io.esform.testing.aws.AwsProxy.Answering;
import io.esform.testing.aws.Emulation;
import java.net.URI;
import java.util.concurrent.locks.ReentrantLock;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import software.amazon.awssdk.services.s3.model.BucketLocationConstraint;

/// The emulated AWS.
@Tag("real")
@TestInstance(Lifecycle.PER_CLASS)
class S3ObjectStoreIT extends ObjectStoreContract {

  @AutoClose private final Emulation aws = Emulation.start(oneWriteAtATime());

  private final ObjectStore store =
      new S3ObjectStore(
          new S3Connection(
                  new AwsAccess("eu-central-1", null, null, URI.create(aws.endpoint())), true)
              ::client,
          BUCKET,
          new S3ObjectStore.Encryption("AES256", null));

  /// moto tests the condition of a write before it stores the object, without a lock in between.
  private static Answering oneWriteAtATime() {
    var lock = new ReentrantLock();
    return (call, emulator) -> {
      if (!call.headers().containsKey("if-match") && !call.headers().containsKey("if-none-match")) {
        return null;
      }
      lock.lock();
      try {
        return emulator.ask(call.body());
      } finally {
        lock.unlock();
      }
    };
  }

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
  }

  @Override
  ObjectStore store() {
    return store;
  }
}
