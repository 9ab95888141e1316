package io.esform.testing;

import io.esform.provider.Progress;

/// Ignores progress, and never requests a stop.
public record NoProgress() implements Progress {
  @Override
  public void identified(String id) {}

  @Override
  public void message(String text) {}

  @Override
  public boolean isCancelled() {
    return false;
  }
}
