package io.esform.state.backend.s3;

import static org.assertj.core.api.Assertions.assertThat;

import io.esform.state.aws.AwsAccess;
import io.esform.state.backend.objects.ObjectStore;
import io.esform.testing.S3Server;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CyclicBarrier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.core.sync.RequestBody;

/// A server whose conditional writes are atomic.
@Tag("real")
class S3ServerIT extends ObjectStoreContract {

  private final S3Server server;
  private final ObjectStore store;

  S3ServerIT(@TempDir Path directory) {
    server = S3Server.start(directory);
    store =
        new S3ObjectStore(
            new S3Connection(new AwsAccess("eu-central-1", null, null, server.address()), true)
                ::client,
            BUCKET,
            new S3ObjectStore.Encryption(null, null));
  }

  @BeforeEach
  void begin() {
    try (var client = server.client()) {
      client.createBucket(bucket -> bucket.bucket(BUCKET));
    }
  }

  @AfterEach
  void end() {
    server.close();
  }

  @Override
  ObjectStore store() {
    return store;
  }

  /// Without conditions on the server, many writers win: the races would show it.
  @Test
  void writesThatAreTestedBeforeTheyAreSentHaveManyWinners() throws Exception {
    var tested = new CyclicBarrier(Race.WRITERS);
    try (var race = new Race();
        var client = server.client()) {
      List<String> winners =
          race.winners(text -> {
            assertThat(store.etag("tested")).isNull();
            await(tested);
            return client
                .putObject(
                    object -> object.bucket(BUCKET).key("tested"), RequestBody.fromString(text))
                .eTag();
          });
      assertThat(winners).hasSize(Race.WRITERS);
    }
  }

  private static void await(CyclicBarrier barrier) throws IOException {
    try {
      barrier.await();
    } catch (InterruptedException | BrokenBarrierException failure) {
      throw new IOException(failure);
    }
  }
}
