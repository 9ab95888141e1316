package io.esform.testing;

import io.esform.provider.Progress;

/// Nobody listens, and nobody asks to stop.
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
