package io.esform.provider;

import io.esform.diag.Diagnostics;
import io.esform.schema.Schema;
import io.esform.value.Value.ObjectValue;
import java.util.SequencedMap;

/// A provider without a configuration: its name and its types. Cheap to create and free of I/O, so
/// that every run creates all definitions.
public interface ProviderDefinition {

  /// The name of its `provider` block: `local`, `aws`.
  String name();

  /// The schema of its `provider` block.
  Schema configurationSchema();

  /// The resource types, by type name. Their schemas, validation and planning work without a
  /// connection.
  SequencedMap<String, ResourceType> resourceTypes();

  /// The data sources, by type name.
  SequencedMap<String, DataSource> dataSources();

  /// Checks a configuration without connecting. The configuration may contain unknown values.
  Diagnostics validateConfiguration(ObjectValue configuration);

  /// A connection for this configuration, which is wholly known. Opens nothing; the first call that
  /// needs a network or a socket opens it.
  Connection connect(ObjectValue configuration);
}
