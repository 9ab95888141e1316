package io.esform.providers.aws.type;

import io.esform.diag.Diagnostics;
import io.esform.provider.Arguments;
import io.esform.provider.Connection;
import io.esform.provider.DataSource;
import io.esform.providers.aws.call.AwsConnection;
import io.esform.providers.aws.call.AwsFailure;
import io.esform.schema.Schema;
import io.esform.value.Value;
import io.esform.value.Value.ObjectValue;
import java.util.Map;

/// A data source: reads objects in AWS.
public final class NativeSource implements DataSource {

  private final SourceKind kind;
  private final Schema schema;

  public NativeSource(SourceKind kind) {
    this.kind = kind;
    this.schema = Schema.of(kind.description(), kind.attributes(), kind.blocks());
  }

  @Override
  public Schema schema() {
    return schema;
  }

  @Override
  public Response read(Connection connection, ObjectValue configuration) {
    Arguments arguments = Arguments.of(configuration).withDefaults(schema);
    var aws = (AwsConnection) connection;
    try {
      ObjectValue state = arguments.object();
      for (Map.Entry<String, Value> found : aws.guard(() -> kind.read(aws, arguments)).entrySet()) {
        if (!arguments.isSet(found.getKey())) {
          state = state.with(found.getKey(), found.getValue());
        }
      }
      return new Response(state, Diagnostics.none());
    } catch (AwsFailure failure) {
      return new Response(null, Diagnostics.of(failure.diagnostic()));
    }
  }
}
