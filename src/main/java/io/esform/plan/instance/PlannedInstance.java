package io.esform.plan.instance;

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
/// @param effect what an update means for the service; null for nothing to say
/// @param faults what the provider found wrong; with any, the rest is not to be used
public record PlannedInstance(
    ObjectValue planned,
    List<AttributePath> replacementPaths,
    List<Claim> claims,
    List<String> notes,
    @Nullable String effect,
    List<AttributeDiagnostic> faults) {

  public PlannedInstance {
    replacementPaths = List.copyOf(replacementPaths);
    claims = List.copyOf(claims);
    notes = List.copyOf(notes);
    faults = List.copyOf(faults);
  }
}
