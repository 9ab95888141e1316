package io.esform.plan.instance;

import io.esform.provider.Relations;
import io.esform.provider.ResourceType.AttributeDiagnostic;
import io.esform.provider.ResourceType.Claim;
import io.esform.value.AttributePath;
import io.esform.value.Value.ObjectValue;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The planned value of one instance.
///
/// @param planned with unknowns and sensitive marks
/// @param replacementPaths changed attributes that force a replacement; when there are any,
///   `planned` is the new object
/// @param effect the effect of an update on the service; null for none
/// @param faults the errors that the provider found; if there are any, the other values are invalid
public record PlannedInstance(
    ObjectValue planned,
    List<AttributePath> replacementPaths,
    List<Claim> claims,
    List<String> notes,
    @Nullable String effect,
    List<AttributeDiagnostic> faults,
    Relations relations) {

  public PlannedInstance {
    replacementPaths = List.copyOf(replacementPaths);
    claims = List.copyOf(claims);
    notes = List.copyOf(notes);
    faults = List.copyOf(faults);
  }
}
