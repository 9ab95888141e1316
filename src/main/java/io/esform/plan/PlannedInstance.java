package io.esform.plan;

import io.esform.provider.ResourceType.AttributeDiagnostic;
import io.esform.provider.ResourceType.Claim;
import io.esform.value.AttributePath;
import io.esform.value.Value.ObjectValue;
import java.util.List;

/// What one instance will be.
///
/// @param planned with unknowns and sensitive marks
/// @param replacementPaths changed attributes that force a replacement; when there are any,
///   `planned` is the object that will be made anew
/// @param faults what the provider found wrong; with any, the rest is not to be used
public record PlannedInstance(
    ObjectValue planned,
    List<AttributePath> replacementPaths,
    List<Claim> claims,
    List<String> notes,
    List<AttributeDiagnostic> faults) {

  public PlannedInstance {
    replacementPaths = List.copyOf(replacementPaths);
    claims = List.copyOf(claims);
    notes = List.copyOf(notes);
    faults = List.copyOf(faults);
  }
}
