package io.esform.state.backend.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.esform.providers.aws.call.AwsFailure;
import io.esform.state.backend.objects.ObjectStore;
import io.esform.state.backend.objects.ObjectStore.Refused;
import io.esform.testing.aws.AwsProxy.Answering;
import io.esform.testing.aws.Emulation;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import software.amazon.awssdk.services.s3.model.BucketLocationConstraint;

/// The conditions of writes on the emulated AWS.
@Tag("real")
@TestInstance(Lifecycle.PER_CLASS)
class S3ObjectStoreIT {

  private static final int WRITERS = 16;
  private static final int ROUNDS = 50;
  private static final String BUCKET = "states";
  private static final String KEY = "race";

  @AutoClose private final Emulation aws = Emulation.start(oneWriteAtATime());

  @AutoClose private final ExecutorService writers = Executors.newVirtualThreadPerTaskExecutor();

  private final ObjectStore store =
      new S3ObjectStore(
          new S3Connection(
                  new S3Settings("eu-central-1", URI.create(aws.endpoint()), true, null, null))
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

  @Test
  void oneOfManyWritersCreatesAnObject() throws Exception {
    for (int round = 0; round < ROUNDS; round++) {
      String key = KEY + round;
      List<String> winners = race(text -> store.create(key, text));
      assertThat(winners).as("winners of round %d", round).hasSize(1);
      assertThat(store.etag(key)).isEqualTo(winners.getFirst());
    }
  }

  @Test
  void oneOfManyWritersReplacesAnObject() throws Exception {
    String etag = store.create(KEY, "first");
    for (int round = 0; round < ROUNDS; round++) {
      String number = "round " + round + ", ";
      String before = etag;
      List<String> winners = race(text -> store.replace(KEY, number + text, before));
      assertThat(winners).as("winners of round %d", round).hasSize(1);
      etag = winners.getFirst();
      assertThat(store.etag(KEY)).isEqualTo(etag);
    }
  }

  private interface Write {
    String of(String text) throws IOException;
  }

  /// The ETags of the writes that succeeded.
  private List<String> race(Write write) throws Exception {
    var start = new CyclicBarrier(WRITERS);
    List<Future<String>> all =
        IntStream.range(0, WRITERS)
            .mapToObj(writer ->
                writers.submit(() -> {
                  start.await();
                  return write.of("writer " + writer);
                }))
            .toList();
    var winners = new ArrayList<String>();
    for (Future<String> each : all) {
      try {
        winners.add(each.get());
      } catch (ExecutionException loser) {
        assertThat(loser).hasCauseInstanceOf(Refused.class);
      }
    }
    return winners;
  }

  @Test
  void aMissingObjectIsNotReplaced() {
    assertThatThrownBy(() -> store.replace(KEY, "text", "\"0123\"")).isInstanceOf(Refused.class);
  }

  @Test
  void anObjectIsReadAsWritten() throws IOException {
    String text = "grün\n# 1 %20 +\n";
    String etag = store.create("a b/c+d", text);
    assertThat(store.get("a b/c+d")).isEqualTo(new ObjectStore.Stored(text, etag));
    assertThat(store.keys("a b/")).containsExactly("a b/c+d");
    store.delete("a b/c+d");
    store.delete("a b/c+d");
    assertThat(store.get("a b/c+d")).isNull();
    assertThat(store.etag("a b/c+d")).isNull();
    assertThat(store.keys("a b/")).isEmpty();
  }

  @Test
  void manyKeysAreListedCompletely() throws IOException {
    List<String> keys =
        IntStream.range(0, 1_010).mapToObj(number -> "many/" + (10_000 + number)).toList();
    for (String key : keys) {
      store.create(key, "");
    }
    assertThat(store.keys("many/")).isEqualTo(keys);
  }
}
