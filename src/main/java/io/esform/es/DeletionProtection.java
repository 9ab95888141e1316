package io.esform.es;

import io.esform.provider.Arguments;
import io.esform.provider.ResourceType.AttributeDiagnostic;
import io.esform.value.AttributePath;
import io.esform.value.Value;
import io.esform.value.Value.ObjectValue;
import java.util.Optional;

/// Refuses the deletion of objects that their configuration protects.
final class DeletionProtection {

  private DeletionProtection() {}

  static Optional<AttributeDiagnostic> refusal(ObjectValue prior) {
    if (!Arguments.of(prior).value(HostSchema.DELETION_PROTECTION).equals(Value.of(true))) {
      return Optional.empty();
    }
    return Optional.of(
        new AttributeDiagnostic(
            AttributePath.of(HostSchema.DELETION_PROTECTION),
            "Deletion protection",
            "The plan deletes this object and all its data, but it is protected from deletion. To"
                + " allow the deletion, set\n\n"
                + "    deletion_protection = false\n\n"
                + "in its block and apply only this change. Then destroy or replace the object. If"
                + " it is to be replaced only because its creation failed, run `esform untaint`"
                + " with its address instead: the next apply then completes the creation."));
  }
}
