package io.esform.provider;

import io.esform.diag.Diagnostics;
import io.esform.schema.Schema;
import io.esform.value.Value.ObjectValue;
import org.jspecify.annotations.Nullable;

/// One data source: reads something that exists, changes nothing.
public interface DataSource {

  Schema schema();

  /// @param configuration wholly known
  Response read(Connection connection, ObjectValue configuration);

  /// @param state the arguments with every computed attribute; null on errors
  record Response(@Nullable ObjectValue state, Diagnostics diagnostics) {}
}
