package io.esform.provider;

import static org.assertj.core.api.Assertions.assertThat;

import io.esform.provider.Waiter.Pauses;
import io.esform.provider.Waiter.WaitResult;
import io.esform.task.Tasks;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class WaiterTest {

  private static final Pauses PAUSES = new Pauses(Duration.ofMillis(1), Duration.ofMillis(2));

  private final AtomicInteger looks = new AtomicInteger();

  /// It sees no wish to stop the run, which therefore cannot cut it short.
  @Test
  void aWaitEndsWhenItsConditionHolds() {
    var waiter = new Waiter(Clock.fixed(Instant.EPOCH, ZoneOffset.UTC), Tasks.real(), PAUSES);

    WaitResult end = waiter.await(() -> looks.incrementAndGet() == 5, Duration.ofMinutes(15));

    assertThat(end).isEqualTo(WaitResult.REACHED);
    assertThat(looks).hasValue(5);
  }

  @Test
  void aWaitEndsWithItsLimit() {
    Clock hours = new Hours();
    var waiter = new Waiter(hours, Tasks.real(), PAUSES);

    assertThat(waiter.await(() -> false, Duration.ofMinutes(150))).isEqualTo(WaitResult.TIMED_OUT);
  }

  @Test
  void anInterruptionEndsAWait() {
    var waiter = new Waiter(Clock.systemUTC(), Tasks.real(), PAUSES);
    Thread.currentThread().interrupt();

    assertThat(waiter.await(() -> false, Duration.ofMinutes(15))).isEqualTo(WaitResult.CANCELLED);
    assertThat(Thread.interrupted()).isTrue();
  }

  /// A clock that advances by an hour at each read.
  private static final class Hours extends Clock {
    private Instant now = Instant.EPOCH;

    @Override
    public Instant instant() {
      now = now.plus(Duration.ofHours(1));
      return now;
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }
  }
}
