package io.esform.providers.builtin;

import io.esform.diag.Diagnostics;
import io.esform.provider.Connection;
import io.esform.provider.ResourceType;
import io.esform.value.Value.ObjectValue;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.List;

/// A type whose objects exist only in the state: a refresh changes nothing, and a deletion only
/// removes them from the state.
interface StateOnlyType extends ResourceType {

  @Override
  default boolean isStateOnly() {
    return true;
  }

  @Override
  default List<AttributeDiagnostic> validate(ObjectValue configuration) {
    return List.of();
  }

  @Override
  default PlanResponse plan(PlanRequest request) {
    return PlanResponse.of(request.proposed());
  }

  @Override
  default ApplyResponse update(Connection connection, UpdateRequest request) {
    return ApplyResponse.of(request.planned());
  }

  @Override
  default Diagnostics delete(Connection connection, DeleteRequest request) {
    return Diagnostics.none();
  }

  @Override
  default List<ReadResponse> read(Connection connection, List<ReadRequest> requests) {
    return requests.stream().map(request -> ReadResponse.of(request.prior())).toList();
  }

  /// 32 random hex digits.
  static String randomId(SecureRandom random) {
    byte[] bytes = new byte[16];
    random.nextBytes(bytes);
    return HexFormat.of().formatHex(bytes);
  }
}
