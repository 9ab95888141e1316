package io.esform.providers.aws.names;

import io.esform.provider.DataSource;
import io.esform.provider.ResourceType;
import io.esform.providers.aws.type.NativeType;
import java.util.LinkedHashMap;
import java.util.SequencedMap;

/// The types of Route 53.
public final class NamesTypes {

  private NamesTypes() {}

  /// Its resource types by name.
  public static SequencedMap<String, ResourceType> resources() {
    var types = new LinkedHashMap<String, ResourceType>();
    types.put("aws_route53_zone", new NativeType(new ZoneKind()));
    return types;
  }

  /// Its data sources by name.
  public static SequencedMap<String, DataSource> dataSources() {
    var sources = new LinkedHashMap<String, DataSource>();
    sources.put("aws_route53_zone", new ZoneSource());
    return sources;
  }
}
