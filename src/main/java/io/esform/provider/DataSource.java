package io.esform.provider;

import io.esform.diag.Diagnostics;
import io.esform.schema.Schema;
import io.esform.value.Value.ObjectValue;
import org.jspecify.annotations.Nullable;

/// A data source: reads existing objects, changes nothing.
public interface DataSource {

  Schema schema();

  /// @param configuration wholly known
  Response read(Connection connection, ObjectValue configuration);

  /// @param state the arguments and every computed attribute; null on errors
  record Response(@Nullable ObjectValue state, Diagnostics diagnostics) {}
}
