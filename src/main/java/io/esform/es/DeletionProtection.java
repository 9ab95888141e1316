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
            "The plan would remove it with all that it holds, but it is protected from deletion. If"
                + " it may go, set\n\n"
                + "    deletion_protection = false\n\n"
                + "in its block and apply that alone. Then destroy or replace it. If it is to be"
                + " replaced only because its creation did not end well, `esform untaint` and its"
                + " address let the next apply finish it instead."));
  }
}
