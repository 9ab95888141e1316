package io.esform.es;

import io.esform.es.Platform.Abilities;
import io.esform.provider.Connection;
import io.esform.provider.ResourceType;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.SequencedMap;
import java.util.function.Function;

/// The portable types, for use by a provider.
public final class EsTypes {

  private EsTypes() {}

  /// Returns `es_database`, `es_node`, `es_load_balancer` and `es_dns_record` by name.
  ///
  /// @param platforms returns the platform of a connection of that provider
  /// @param abilities of that platform
  /// @param inputFiles the files of this machine
  public static SequencedMap<String, ResourceType> over(
      Function<Connection, Platform> platforms, Abilities abilities, InputFiles inputFiles) {
    var types = new LinkedHashMap<String, ResourceType>();
    types.put(
        "es_database",
        new DatabaseType(
            new HostType(new DatabaseHost(), platforms, abilities, inputFiles),
            new ManagedDatabaseType(platforms, abilities.sizes()),
            abilities.managedDatabases()));
    types.put("es_node", new HostType(new NodeHost(inputFiles), platforms, abilities, inputFiles));
    types.put(
        "es_load_balancer", new HostType(new LoadBalancerHost(), platforms, abilities, inputFiles));
    types.put("es_dns_record", new DnsRecordType(platforms));
    return Collections.unmodifiableSequencedMap(types);
  }
}
