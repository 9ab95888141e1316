package io.esform.plan.changes;

import io.esform.address.ModuleAddress;
import io.esform.address.ModuleAddress.Segment;
import io.esform.address.ResourceAddress;
import io.esform.address.ResourceInstanceAddress;
import io.esform.address.Target;
import io.esform.config.Module;
import io.esform.config.Refactoring.RemovedBlock;
import io.esform.plan.Action;
import io.esform.plan.Change;
import io.esform.plan.PriorObject;
import java.util.ArrayList;
import java.util.List;

/// Applies `removed` blocks with `destroy = false`: the state forgets these objects.
public final class RemovedBlocks {

  /// @param module the path of the module that contains the block
  private record Kept(List<String> module, Target from) {}

  private final List<Kept> kept = new ArrayList<>();

  public RemovedBlocks(Module root) {
    addAll(root);
  }

  private void addAll(Module module) {
    for (RemovedBlock block : module.refactoring().removed()) {
      if (!block.destroy()) {
        kept.add(new Kept(module.path(), block.from()));
      }
    }
    module.calls().values().forEach(call -> addAll(call.module()));
  }

  /// Turns a DELETE into a FORGET if a block requires it.
  public Change apply(Change change) {
    boolean forgets =
        change.action() == Action.DELETE
            && !(change.priorObject() instanceof PriorObject.Deposed)
            && kept.stream().anyMatch(it -> means(it, change.address()));
    return forgets ? change.forgetting() : change;
  }

  private static boolean means(Kept kept, ResourceInstanceAddress address) {
    ResourceAddress resource = address.resource();
    List<Segment> segments = resource.module().segments();
    int depth = kept.module().size();
    if (segments.size() < depth
        || !segments.subList(0, depth).stream().map(Segment::name).toList().equals(kept.module())) {
      return false;
    }
    var inner = new ModuleAddress(segments.subList(depth, segments.size()));
    return kept.from()
        .contains(
            new ResourceAddress(inner, resource.mode(), resource.type(), resource.name())
                .instance(address.key()));
  }
}
