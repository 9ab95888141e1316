package io.esform.testing.store;

import io.esform.diag.Diagnostics;
import io.esform.schema.AttributeSchema;
import io.esform.schema.Schema;
import io.esform.state.backend.BackendEnvironment;
import io.esform.state.backend.BackendType;
import io.esform.value.Types;
import io.esform.value.Value;
import io.esform.value.Value.ObjectValue;
import io.esform.value.Value.StringValue;
import org.jspecify.annotations.Nullable;

/// `store`: stores states in an {@link ObjectStore}.
///
/// @param store exists as long as the test
public record StoreBackendType(ObjectStore store) implements BackendType {

  @Override
  public String name() {
    return "store";
  }

  @Override
  public Schema schema() {
    return Schema.of(
        "Keeps states in a store of objects.",
        AttributeSchema.required("bucket", Types.STRING, "Which store."),
        AttributeSchema.optional("prefix", Types.STRING, "What every key begins with."),
        AttributeSchema.optional("token", Types.STRING, "Not used.").asSensitive());
  }

  @Override
  public OpenedWorkspaces open(ObjectValue arguments, BackendEnvironment environment) {
    String bucket = text(arguments.attributes().get("bucket"));
    String prefix = text(arguments.attributes().get("prefix"));
    return new OpenedWorkspaces(
        new StoreWorkspaces(store, bucket + "/" + prefix, environment), Diagnostics.none());
  }

  private static String text(@Nullable Value value) {
    return value instanceof StringValue(var content) ? content : "";
  }
}
