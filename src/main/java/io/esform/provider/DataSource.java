package io.esform.provider;

import io.esform.diag.Diagnostics;
import io.esform.provider.ResourceType.AttributeDiagnostic;
import io.esform.schema.Schema;
import io.esform.value.AttributePath;
import io.esform.value.Value.ObjectValue;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A data source: reads existing objects, changes nothing.
///
/// Arguments carry no sensitive marks.
public interface DataSource {

  Schema schema();

  /// Checks the known values of the arguments. A diagnostic gives its argument as a path; the core
  /// finds the source range. Does no I/O.
  default List<AttributeDiagnostic> validate(ObjectValue configuration) {
    return List.of();
  }

  /// The sensitive parts of arguments whose type the schema leaves open, in addition to the
  /// sensitive arguments of the schema.
  default List<AttributePath> sensitiveParts(ObjectValue configuration) {
    return List.of();
  }

  /// @param configuration wholly known and without faults
  Response read(Connection connection, ObjectValue configuration);

  /// @param state the arguments and every computed attribute; values that are sensitive, but not by
  ///   the schema, are marked; null on errors
  /// @param faults errors that concern an argument
  record Response(
      @Nullable ObjectValue state, Diagnostics diagnostics, List<AttributeDiagnostic> faults) {

    public Response {
      faults = List.copyOf(faults);
    }

    public Response(@Nullable ObjectValue state, Diagnostics diagnostics) {
      this(state, diagnostics, List.of());
    }

    public static Response failed(List<AttributeDiagnostic> faults) {
      return new Response(null, Diagnostics.none(), faults);
    }
  }
}
