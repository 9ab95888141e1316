package io.esform.state.backend.s3;

import static org.assertj.core.api.Assertions.assertThat;

import io.esform.state.backend.objects.ObjectStore.Refused;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;

/// Writers that write one object at the same time.
final class Race implements AutoCloseable {

  static final int WRITERS = 16;

  private final ExecutorService writers = Executors.newVirtualThreadPerTaskExecutor();

  interface Write {
    /// @return the ETag of the written object
    String of(String text) throws IOException;
  }

  /// Lets all writers write once.
  ///
  /// @return the ETags of the writes that succeeded; the store has refused all others
  List<String> winners(Write write) throws InterruptedException {
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

  @Override
  public void close() {
    writers.close();
  }
}
