package io.esform.apply;

import io.esform.plan.secrets.SecretTexts;
import io.esform.provider.Progress;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// Forwards the progress of a call, with secrets in its messages hidden.
record DiscreetProgress(Progress progress, SecretTexts secrets) implements Progress {

  @Override
  public void identified(String id) {
    progress.identified(id);
  }

  @Override
  public void message(String text) {
    progress.message(secrets.hide(text));
  }

  @Override
  public boolean isCancelled() {
    return progress.isCancelled();
  }

  @Override
  public @Nullable Duration readyTimeout() {
    return progress.readyTimeout();
  }
}
