package io.esform.simulation;

import io.esform.state.backend.objects.ObjectStore;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// A store of objects that several processes use through networks that lose answers and delay
/// requests. Reads are never stale. As in many stores, the ETag depends only on the content.
final class VirtualStore {

  private static final Duration LONGEST_DELAY = Duration.ofMinutes(2);

  private final SortedMap<String, String> objects = new TreeMap<>();
  private final Scheduler scheduler;
  private final Random random;
  private final Faults faults;
  private final Ledger ledger;

  private interface Request<T extends @Nullable Object> {
    T execute() throws IOException;
  }

  VirtualStore(Scheduler scheduler, Faults faults, Ledger ledger) {
    this.scheduler = scheduler;
    this.random = scheduler.random();
    this.faults = faults;
    this.ledger = ledger;
  }

  /// The objects by key.
  SortedMap<String, String> objects() {
    return objects;
  }

  /// The store as one process reaches it.
  ObjectStore of(SimulatedProcess process) {
    return new View(process);
  }

  private static String etagOf(String content) {
    return '"' + Integer.toHexString(content.hashCode()) + '-' + content.length() + '"';
  }

  private final class View implements ObjectStore {
    private final SimulatedProcess process;

    View(SimulatedProcess process) {
      this.process = process;
    }

    private <T extends @Nullable Object> T read(String what, Request<T> request)
        throws IOException {
      begin(what);
      if (faults.strikes(Faults.Kind.STORE)) {
        throw new IOException("connection refused");
      }
      return request.execute();
    }

    private <T extends @Nullable Object> T write(String what, Request<T> request)
        throws IOException {
      begin(what);
      int fault = faults.strikes(Faults.Kind.STORE) ? random.nextInt(4) : -1;
      switch (fault) {
        case 0 -> throw new IOException("connection refused");
        case 1 -> throw new Refused("409 Conditional Request Conflict");
        case 2 -> {
          long delay = random.nextLong(LONGEST_DELAY.toNanos());
          scheduler.after(Duration.ofNanos(delay), null, () -> late(what, request));
          throw new IOException("request timed out");
        }
        default -> {}
      }
      T answer = request.execute();
      process.step("is answered");
      if (fault == 3) {
        throw new IOException("connection reset");
      }
      return answer;
    }

    private void begin(String what) {
      process.step(what);
      if (random.nextInt(8) == 0) {
        process.delay(Duration.ofMillis(random.nextInt(15_000)));
      }
    }

    private void late(String what, Request<?> request) {
      process.note("late: " + what);
      try {
        request.execute();
      } catch (IOException _) {
        // Nobody waits for the answer.
      }
    }

    @Override
    public @Nullable Stored get(String key) throws IOException {
      return read("gets " + key, () -> found(key));
    }

    private @Nullable Stored found(String key) {
      String content = objects.get(key);
      return content == null ? null : new Stored(content, etagOf(content));
    }

    @Override
    public @Nullable String etag(String key) throws IOException {
      return read(
          "heads " + key,
          () -> {
            Stored found = found(key);
            return found == null ? null : found.etag();
          });
    }

    @Override
    public String create(String key, String content) throws IOException {
      return write("creates " + key, () -> put(key, content, null));
    }

    @Override
    public String replace(String key, String content, String etag) throws IOException {
      return write("replaces " + key, () -> put(key, content, etag));
    }

    private String put(String key, String content, @Nullable String etag) throws IOException {
      Stored now = found(key);
      if (!Objects.equals(etag, now == null ? null : now.etag())) {
        throw new Refused("412 Precondition Failed");
      }
      ledger.noteBytes(key, content.getBytes(StandardCharsets.UTF_8));
      ledger.noteObject(process, key, content, now == null ? null : now.content());
      objects.put(key, content);
      return etagOf(content);
    }

    @Override
    public List<Listed> list(String prefix) throws IOException {
      return read(
          "lists " + prefix,
          () ->
              objects.entrySet().stream()
                  .filter(each -> each.getKey().startsWith(prefix))
                  .map(each -> new Listed(each.getKey(), each.getValue().length(), Instant.EPOCH))
                  .toList());
    }

    @Override
    public void delete(String key) throws IOException {
      write(
          "deletes " + key,
          () -> {
            objects.remove(key);
            return "";
          });
    }

    @Override
    public String location(String key) {
      return "simulated://" + key;
    }
  }
}
