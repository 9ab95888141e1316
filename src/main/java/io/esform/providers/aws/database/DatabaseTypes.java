package io.esform.providers.aws.database;

import io.esform.provider.ResourceType;
import io.esform.providers.aws.type.NativeType;
import java.util.LinkedHashMap;
import java.util.SequencedMap;

/// The types of RDS.
public final class DatabaseTypes {

  private DatabaseTypes() {}

  /// Its resource types by name.
  public static SequencedMap<String, ResourceType> resources() {
    var types = new LinkedHashMap<String, ResourceType>();
    types.put("aws_db_subnet_group", new NativeType(new SubnetGroupKind()));
    types.put("aws_db_parameter_group", new NativeType(new ParameterGroupKind()));
    return types;
  }
}
