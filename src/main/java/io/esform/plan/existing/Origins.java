package io.esform.plan.existing;

import io.esform.address.ResourceInstanceAddress;
import io.esform.diag.Diagnostic;
import io.esform.diag.DiagnosticSink;
import io.esform.plan.Change;
import io.esform.plan.PriorObject;
import io.esform.plan.existing.Imports.ImportedObject;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/// The origins of prior objects that were moved or imported.
///
/// @param byAddress only moved and imported objects, by their present addresses
public record Origins(SortedMap<ResourceInstanceAddress, PriorObject> byAddress) {

  public Origins {
    byAddress = Collections.unmodifiableSortedMap(byAddress);
  }

  Origins(Map<ResourceInstanceAddress, ? extends PriorObject> byAddress) {
    this(new TreeMap<ResourceInstanceAddress, PriorObject>(byAddress));
  }

  Origins withImports(List<ImportedObject> imports) {
    var all = new TreeMap<>(byAddress);
    imports.forEach(
        object -> all.put(object.target().address(), new PriorObject.ByImport(object.shownId())));
    return new Origins((SortedMap<ResourceInstanceAddress, PriorObject>) all);
  }

  /// The present address of the object recorded at that address.
  public ResourceInstanceAddress now(ResourceInstanceAddress before) {
    for (var origin : byAddress.entrySet()) {
      if (origin.getValue() instanceof PriorObject.Moved(var from) && from.equals(before)) {
        return origin.getKey();
      }
    }
    return before;
  }

  /// Reports imports of instances that the configuration does not declare.
  public void checkWanted(Set<ResourceInstanceAddress> wanted, DiagnosticSink sink) {
    byAddress.forEach((address, origin) -> {
      if (origin instanceof PriorObject.ByImport && !wanted.contains(address)) {
        sink.report(
            Diagnostic.error(
                    "Configuration for import target does not exist",
                    "%s is declared, but its count or for_each does not include the instance %s."
                        .formatted(address.resource(), address))
                .withAddress(address.toString()));
      }
    });
  }

  /// Adds the origin of a moved or imported object to its change.
  public Change mark(Change change) {
    PriorObject origin = byAddress.get(change.address());
    return origin != null
            && change.before() != null
            && change.priorObject().equals(PriorObject.CURRENT)
        ? change.startingFrom(origin)
        : change;
  }
}
