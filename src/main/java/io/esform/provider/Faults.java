package io.esform.provider;

import io.esform.provider.ResourceType.AttributeDiagnostic;
import io.esform.value.AttributePath;
import java.util.ArrayList;
import java.util.List;

/// Collects the faults of one validation.
public final class Faults {

  private final List<AttributeDiagnostic> found = new ArrayList<>();

  public void add(AttributePath path, String summary, String detail) {
    found.add(new AttributeDiagnostic(path, summary, detail));
  }

  public void add(AttributeDiagnostic fault) {
    found.add(fault);
  }

  public List<AttributeDiagnostic> toList() {
    return List.copyOf(found);
  }
}
