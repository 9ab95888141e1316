package io.esform.providers.aws.ec2;

import io.esform.provider.DataSource;
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
    types.put("aws_subnet", new NativeType(new SubnetKind()));
    types.put("aws_internet_gateway", new NativeType(new InternetGatewayKind()));
    types.put("aws_route_table", new NativeType(new RouteTableKind()));
    types.put("aws_security_group", new NativeType(new SecurityGroupKind()));
    return types;
  }

  /// Its data sources by name.
  public static SequencedMap<String, DataSource> dataSources() {
    return new LinkedHashMap<>();
  }
}
