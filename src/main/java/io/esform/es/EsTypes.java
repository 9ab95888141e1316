package io.esform.es;

import io.esform.provider.Connection;
import io.esform.provider.ResourceType;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.SequencedMap;
import java.util.function.Function;

/// The portable types, for a provider to offer.
public final class EsTypes {

  private EsTypes() {}

  /// Returns `es_database`, `es_node`, `es_load_balancer` and `es_dns_record` by name.
  ///
  /// @param platforms gives the platform behind a connection of that provider
  /// @param inputFiles the files of this machine
  public static SequencedMap<String, ResourceType> over(
      Function<Connection, Platform> platforms, InputFiles inputFiles) {
    var types = new LinkedHashMap<String, ResourceType>();
    types.put("es_database", new HostType(new DatabaseHost(), platforms, inputFiles));
    types.put("es_node", new HostType(new NodeHost(), platforms, inputFiles));
    types.put("es_load_balancer", new HostType(new LoadBalancerHost(), platforms, inputFiles));
    types.put("es_dns_record", new DnsRecordType(platforms));
    return Collections.unmodifiableSequencedMap(types);
  }
}
