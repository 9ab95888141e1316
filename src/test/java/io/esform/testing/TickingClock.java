package io.esform.testing;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/// A clock that advances by the same step at each read, and only then.
public final class TickingClock extends Clock {

  private final Duration step;
  private Instant now = Instant.parse("2026-01-01T00:00:00Z");

  public TickingClock(Duration step) {
    this.step = step;
  }

  @Override
  public synchronized Instant instant() {
    now = now.plus(step);
    return now;
  }

  /// The time of the last read; does not advance the clock.
  public synchronized Instant last() {
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
