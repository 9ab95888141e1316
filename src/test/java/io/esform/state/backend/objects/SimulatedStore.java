package io.esform.state.backend.objects;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/// A store that several processes use at the same time, with a network that loses answers and
/// delays requests. At each request, the schedule decides which process continues.
final class SimulatedStore {

  private final MemoryStore store = new MemoryStore();
  private final Schedule schedule;
  private final Random random;
  private final Observer observer;

  /// Writes that will be executed later; their senders have received an error.
  private final List<Delayed> delayed = new ArrayList<>();

  /// One request in this number has a fault; 0 for none.
  private int faults;

  /// Is informed about each executed write.
  interface Observer {
    void written(Object sender, String key, String content);
  }

  private interface Request<T extends @Nullable Object> {
    T execute() throws IOException;
  }

  private record Delayed(Request<?> request) {}

  SimulatedStore(Schedule schedule, Random random, int faults, Observer observer) {
    this.schedule = schedule;
    this.random = random;
    this.faults = faults;
    this.observer = observer;
  }

  MemoryStore contents() {
    return store;
  }

  /// Executes all delayed requests; no request has a fault from now on.
  void heal() {
    faults = 0;
    while (!delayed.isEmpty()) {
      executeDelayed();
    }
  }

  private void executeDelayed() {
    Delayed each = delayed.remove(random.nextInt(delayed.size()));
    try {
      each.request().execute();
    } catch (IOException _) {
      // Nobody waits for the answer.
    }
  }

  private <T extends @Nullable Object> T request(boolean isWrite, Request<T> request)
      throws IOException {
    schedule.step();
    if (random.nextInt(8) == 0) {
      schedule.delay(Duration.ofSeconds(random.nextInt(15)));
    }
    if (!delayed.isEmpty() && random.nextInt(4) == 0) {
      executeDelayed();
    }
    int fault = faults > 0 && random.nextInt(faults) == 0 ? random.nextInt(isWrite ? 4 : 1) : -1;
    switch (fault) {
      case 0 -> throw new IOException("connection refused");
      case 1 -> throw new ObjectStore.Refused("409 Conditional Request Conflict");
      case 2 -> {
        delayed.add(new Delayed(request));
        throw new IOException("request timed out");
      }
      default -> {}
    }
    T answer = request.execute();
    schedule.step();
    if (fault == 3) {
      throw new IOException("connection reset");
    }
    return answer;
  }

  /// The store as one process reaches it.
  ///
  /// @param sender passed to the observer
  ObjectStore of(Object sender) {
    return new View(sender);
  }

  private final class View implements ObjectStore {
    private final Object sender;

    View(Object sender) {
      this.sender = sender;
    }

    @Override
    public @Nullable Stored get(String key) throws IOException {
      return request(false, () -> store.get(key));
    }

    @Override
    public @Nullable String etag(String key) throws IOException {
      return request(false, () -> store.etag(key));
    }

    @Override
    public String create(String key, String content) throws IOException {
      return request(true, () -> observed(key, content, store.create(key, content)));
    }

    @Override
    public String replace(String key, String content, String etag) throws IOException {
      return request(true, () -> observed(key, content, store.replace(key, content, etag)));
    }

    private String observed(String key, String content, String etag) {
      observer.written(sender, key, content);
      return etag;
    }

    @Override
    public List<Listed> list(String prefix) throws IOException {
      return request(false, () -> store.list(prefix));
    }

    @Override
    public void delete(String key) throws IOException {
      request(
          true,
          () -> {
            store.delete(key);
            return "";
          });
    }

    @Override
    public String location(String key) {
      return "simulated://" + key;
    }
  }
}
