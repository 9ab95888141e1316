package io.esform.apply;

import io.esform.address.ResourceInstanceAddress;
import io.esform.plan.Action;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Records all events.
record RecordedProgress(List<String> lines) implements ApplyListener {
  @Override
  public void started(ResourceInstanceAddress address, Action action) {
    lines.add("started " + address + " " + action);
  }

  @Override
  public void progressed(ResourceInstanceAddress address, Action action, String message) {
    lines.add("message " + address + " " + message);
  }

  @Override
  public void finished(
      ResourceInstanceAddress address, Action action, long seconds, @Nullable String id) {
    lines.add("finished " + address + " " + action + " " + id);
  }

  @Override
  public void failed(ResourceInstanceAddress address, Action action, long seconds) {
    lines.add("failed " + address + " " + action);
  }
}
