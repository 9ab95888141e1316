package io.esform.apply;

import java.util.concurrent.atomic.AtomicBoolean;

/// A request to stop: running calls finish and are recorded, and no further step is started.
/// Thread-safe.
public final class Cancellation {

  private final AtomicBoolean requested = new AtomicBoolean();

  public void request() {
    requested.set(true);
  }

  public boolean isRequested() {
    return requested.get();
  }
}
