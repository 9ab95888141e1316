package io.esform.testing;

import io.esform.provider.ResourceType.AttributeDiagnostic;
import io.esform.providers.builtin.RemoteStates;
import io.esform.schema.AttributeSchema;
import io.esform.schema.Schema;
import io.esform.value.AttributePath;
import io.esform.value.Types;
import io.esform.value.Value;
import io.esform.value.Value.ObjectValue;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/// States of other configurations in the backend `fake`, by their sources.
public final class FakeRemoteStates implements RemoteStates {

  private final Map<Source, SortedMap<String, Value>> outputs = new HashMap<>();
  private final List<Source> reads = new ArrayList<>();

  public static Schema schema() {
    return Schema.of(
        "Stores nothing.",
        AttributeSchema.required("bucket", Types.STRING, "A bucket."),
        AttributeSchema.optional("size", Types.NUMBER, "A size."),
        AttributeSchema.optional("password", Types.STRING, "A password.").asSensitive());
  }

  public void put(Source source, SortedMap<String, Value> values) {
    outputs.put(source, values);
  }

  /// The sources that were read, in order.
  public List<Source> reads() {
    return List.copyOf(reads);
  }

  @Override
  public SortedMap<String, Schema> backends() {
    return new TreeMap<>(Map.of("fake", schema()));
  }

  /// An empty bucket is a fault.
  @Override
  public List<AttributeDiagnostic> check(String backend, ObjectValue arguments) {
    return arguments.get("bucket").equals(Value.of(""))
        ? List.of(fault("Invalid bucket"))
        : List.of();
  }

  @Override
  public Outputs read(Source source) {
    reads.add(source);
    SortedMap<String, Value> found = outputs.get(source);
    return found == null
        ? Outputs.failed(fault("Unable to find remote state"))
        : new Outputs(found, List.of());
  }

  private static AttributeDiagnostic fault(String summary) {
    return new AttributeDiagnostic(AttributePath.of(CONFIG), summary, "Here.");
  }
}
