package io.esform.providers.aws.identity;

import io.esform.provider.DataSource;
import io.esform.provider.ResourceType;
import io.esform.providers.aws.type.NativeSource;
import io.esform.providers.aws.type.NativeType;
import java.util.LinkedHashMap;
import java.util.SequencedMap;

/// The types of IAM and STS.
public final class IdentityTypes {

  private IdentityTypes() {}

  /// Their resource types by name.
  public static SequencedMap<String, ResourceType> resources() {
    var types = new LinkedHashMap<String, ResourceType>();
    types.put("aws_iam_role", new NativeType(new RoleKind()));
    types.put("aws_iam_instance_profile", new NativeType(new InstanceProfileKind()));
    return types;
  }

  /// Their data sources by name.
  public static SequencedMap<String, DataSource> dataSources() {
    var sources = new LinkedHashMap<String, DataSource>();
    sources.put("aws_caller_identity", new NativeSource(new CallerIdentitySource()));
    sources.put("aws_partition", new NativeSource(PlaceSource.partition()));
    sources.put("aws_region", new NativeSource(PlaceSource.region()));
    return sources;
  }
}
