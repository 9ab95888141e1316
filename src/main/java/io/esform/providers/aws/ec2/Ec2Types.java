package io.esform.providers.aws.ec2;

import io.esform.provider.ResourceType;
import io.esform.providers.aws.type.NativeType;
import java.util.LinkedHashMap;
import java.util.SequencedMap;

/// What EC2 offers.
public final class Ec2Types {

  private Ec2Types() {}

  /// Its resource types by name.
  public static SequencedMap<String, ResourceType> resources() {
    var types = new LinkedHashMap<String, ResourceType>();
    types.put("aws_vpc", new NativeType(new VpcKind()));
    return types;
  }
}
