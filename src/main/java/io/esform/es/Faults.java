package io.esform.es;

import io.esform.provider.ResourceType.AttributeDiagnostic;
import io.esform.value.AttributePath;
import java.util.ArrayList;
import java.util.List;

/// What one validation finds.
final class Faults {

  private final List<AttributeDiagnostic> found = new ArrayList<>();

  void add(AttributePath path, String summary, String detail) {
    found.add(new AttributeDiagnostic(path, summary, detail));
  }

  void add(AttributeDiagnostic fault) {
    found.add(fault);
  }

  List<AttributeDiagnostic> toList() {
    return List.copyOf(found);
  }
}
