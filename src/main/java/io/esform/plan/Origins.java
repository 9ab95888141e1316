package io.esform.plan;

import io.esform.address.ResourceInstanceAddress;
import io.esform.diag.Diagnostic;
import io.esform.diag.DiagnosticSink;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/// Where objects of the prior state come from that the state file has at another address, or not at
/// all.
final class Origins {

  private final Map<ResourceInstanceAddress, PriorObject> byAddress;

  Origins(Map<ResourceInstanceAddress, ? extends PriorObject> byAddress) {
    this.byAddress = new TreeMap<>(byAddress);
  }

  void add(ResourceInstanceAddress address, PriorObject object) {
    byAddress.put(address, object);
  }

  /// Where the object is now that the state file has there.
  ResourceInstanceAddress now(ResourceInstanceAddress before) {
    for (var origin : byAddress.entrySet()) {
      if (origin.getValue() instanceof PriorObject.Moved(var from) && from.equals(before)) {
        return origin.getKey();
      }
    }
    return before;
  }

  /// Reports imports of instances that the configuration does not make.
  void checkWanted(Set<ResourceInstanceAddress> wanted, DiagnosticSink sink) {
    byAddress.forEach((address, origin) -> {
      if (origin instanceof PriorObject.Imported && !wanted.contains(address)) {
        sink.report(
            Planner.about(
                address,
                Diagnostic.error(
                    "No configuration for import",
                    "%s is declared, but its count or for_each makes no instance with the address %s."
                        .formatted(address.resource(), address))));
      }
    });
  }

  /// The change with the object it starts from, where it starts from one.
  Change mark(Change change) {
    PriorObject origin = byAddress.get(change.address());
    return origin != null
            && change.before() != null
            && change.priorObject().equals(PriorObject.CURRENT)
        ? change.startingFrom(origin)
        : change;
  }
}
