package io.esform.simulation;

import io.esform.value.Value;
import io.esform.value.Value.ObjectValue;
import java.io.IOException;
import java.time.Duration;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// An API of objects that recognises the tokens of creations. Its reads may be older than its last
/// writes, it limits the rate of calls, answers are lost, and calls arrive late.
final class VirtualCloud {

  /// How long a read can miss a write.
  static final Duration LAG = Duration.ofSeconds(20);

  /// How long a call can be under way.
  static final Duration LONGEST_DELAY = Duration.ofSeconds(60);

  private final SortedMap<String, Thing> things = new TreeMap<>();
  private final SortedMap<String, String> idsByToken = new TreeMap<>();
  private final Scheduler scheduler;
  private final Random random;
  private final Faults faults;
  private int created;

  /// An object.
  static final class Thing {
    final String id;
    final String token;

    /// The object as it was created, whose secret must not change.
    final ObjectValue original;

    ObjectValue attributes;
    ObjectValue before;
    long visibleAt;
    long changedAt;
    long runningAt;
    boolean failed;

    Thing(String id, String token, ObjectValue attributes) {
      this.id = id;
      this.token = token;
      this.original = attributes;
      this.attributes = attributes;
      this.before = attributes;
    }
  }

  /// The call was rejected, and has no effect.
  static final class Rejected extends IOException {
    private static final long serialVersionUID = 1;

    Rejected(String message) {
      super(message);
    }
  }

  /// The object of this token has been deleted.
  static final class Ended extends IOException {
    private static final long serialVersionUID = 1;

    Ended() {
      super("the token belongs to a deleted object");
    }
  }

  interface Call<T extends @Nullable Object> {
    T execute() throws IOException;
  }

  VirtualCloud(Scheduler scheduler, Faults faults) {
    this.scheduler = scheduler;
    this.random = scheduler.random();
    this.faults = faults;
  }

  /// The existing objects by id.
  SortedMap<String, Thing> things() {
    return things;
  }

  private <T extends @Nullable Object> T call(
      SimulatedProcess process, String what, boolean writes, Call<T> call) throws IOException {
    process.step("calls " + what);
    if (random.nextInt(3) == 0) {
      process.delay(Duration.ofMillis(random.nextInt(4000)));
    }
    int fault = faults.strikes(Faults.Kind.CLOUD) ? random.nextInt(writes ? 4 : 2) : -1;
    switch (fault) {
      case 0 -> throw new Rejected("rate exceeded");
      case 1 -> throw new IOException("connection refused");
      case 2 -> {
        long delay = random.nextLong(LONGEST_DELAY.toNanos());
        scheduler.after(Duration.ofNanos(delay), null, () -> late(process, what, call));
        throw new IOException("request timed out");
      }
      default -> {}
    }
    T answer = call.execute();
    process.step("is answered");
    if (fault == 3) {
      throw new IOException("connection reset");
    }
    return answer;
  }

  private void late(SimulatedProcess process, String what, Call<?> call) {
    process.note("late: " + what);
    try {
      call.execute();
    } catch (IOException _) {
      // Nobody waits for the answer.
    }
  }

  /// Creates an object, unless the token has one.
  ///
  /// @return its id
  String create(SimulatedProcess process, String address, String token, ObjectValue planned)
      throws IOException {
    return call(
        process, "create " + address, true, () -> created(process, address, token, planned));
  }

  private String created(
      SimulatedProcess process, String address, String token, ObjectValue planned) throws Ended {
    String known = idsByToken.get(token);
    if (known != null) {
      if (!things.containsKey(known)) {
        throw new Ended();
      }
      return known;
    }
    String id = "thing-" + ++created;
    var thing = new Thing(id, token, planned.with("id", Value.of(id)));
    thing.visibleAt = lag();
    thing.runningAt = scheduler.now() + random.nextLong(40_000_000_000L);
    thing.failed = faults.strikes(Faults.Kind.HALF_MADE);
    things.put(id, thing);
    idsByToken.put(token, id);
    process.note("has created " + id + " for " + address);
    return id;
  }

  private long lag() {
    return faults.strikes(Faults.Kind.STALE)
        ? scheduler.now() + random.nextLong(LAG.toNanos())
        : scheduler.now();
  }

  void update(SimulatedProcess process, String id, ObjectValue planned) throws IOException {
    call(
        process,
        "update " + id,
        true,
        () -> {
          Thing thing = things.get(id);
          if (thing == null) {
            throw new Rejected("no such object");
          }
          thing.before = thing.attributes;
          thing.changedAt = lag();
          thing.attributes = planned;
          process.note("has updated " + id);
          return "";
        });
  }

  void delete(SimulatedProcess process, String id) throws IOException {
    call(
        process,
        "delete " + id,
        true,
        () -> {
          if (things.remove(id) != null) {
            process.note("has deleted " + id);
          }
          return "";
        });
  }

  /// The object as a read finds it.
  ///
  /// @param failed whether it will never run
  record Seen(ObjectValue attributes, boolean running, boolean failed) {}

  /// Null if there is none, or if it is not visible yet.
  @Nullable Seen read(SimulatedProcess process, String id) throws IOException {
    return call(process, "read " + id, false, () -> seen(id));
  }

  private @Nullable Seen seen(String id) {
    Thing thing = things.get(id);
    long now = scheduler.now();
    if (thing == null || thing.visibleAt > now) {
      return null;
    }
    return new Seen(
        thing.changedAt > now ? thing.before : thing.attributes,
        thing.runningAt <= now && !thing.failed,
        thing.failed);
  }

  /// The id of the object with this token; null if there is none, or if it is not visible yet.
  @Nullable String find(SimulatedProcess process, String token) throws IOException {
    return call(
        process,
        "find " + token.substring(0, 6),
        false,
        () -> {
          String id = idsByToken.get(token);
          return id == null || seen(id) == null ? null : id;
        });
  }
}
