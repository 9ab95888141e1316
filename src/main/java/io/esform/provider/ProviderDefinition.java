package io.esform.provider;

import io.esform.diag.Diagnostics;
import io.esform.schema.Schema;
import io.esform.value.Value.ObjectValue;
import java.util.SequencedMap;

/// A provider as it is before any configuration: its name and what it offers. Cheap to make and
/// free of I/O, so that every definition can stand ready in every run.
public interface ProviderDefinition {

  /// The name of its `provider` block: `local`, `aws`.
  String name();

  /// What its `provider` block may hold.
  Schema configurationSchema();

  /// The resource types it offers, by type name. Their schemas, validation and planning work
  /// without a connection.
  SequencedMap<String, ResourceType> resourceTypes();

  /// The data sources it offers, by type name.
  SequencedMap<String, DataSource> dataSources();

  /// Checks a configuration without connecting. May hold unknown values.
  Diagnostics validateConfiguration(ObjectValue configuration);

  /// A connection for this configuration, which is wholly known. Opens nothing yet: whatever needs
  /// a network or a socket is opened by the first call that uses it.
  Connection connect(ObjectValue configuration);
}
