package io.esform.apply;

import java.util.concurrent.atomic.AtomicBoolean;

/// A wish to stop: running calls finish, with all that they wait for, and are recorded; nothing
/// more is started. Safe for several threads.
public final class Cancellation {

  private final AtomicBoolean requested = new AtomicBoolean();

  public void request() {
    requested.set(true);
  }

  public boolean isRequested() {
    return requested.get();
  }
}
