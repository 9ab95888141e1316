package io.esform.simulation;

import io.esform.diag.Diagnostics;
import io.esform.provider.Connection;
import io.esform.provider.DataSource;
import io.esform.provider.ProviderDefinition;
import io.esform.provider.ResourceType;
import io.esform.schema.Schema;
import io.esform.value.Value.ObjectValue;
import java.util.LinkedHashMap;
import java.util.SequencedMap;

/// `sim`, the provider of the virtual cloud.
record ThingProvider(ResourceType thing) implements ProviderDefinition {

  @Override
  public String name() {
    return "sim";
  }

  @Override
  public Schema configurationSchema() {
    return Schema.of("A cloud.");
  }

  @Override
  public SequencedMap<String, ResourceType> resourceTypes() {
    var types = new LinkedHashMap<String, ResourceType>();
    types.put("sim_thing", thing);
    return types;
  }

  @Override
  public SequencedMap<String, DataSource> dataSources() {
    return new LinkedHashMap<>();
  }

  @Override
  public Diagnostics validateConfiguration(ObjectValue configuration) {
    return Diagnostics.none();
  }

  @Override
  public Connection connect(ObjectValue configuration) {
    return () -> {};
  }
}
