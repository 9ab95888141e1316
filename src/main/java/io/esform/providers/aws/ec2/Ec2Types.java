package io.esform.providers.aws.ec2;

import io.esform.provider.DataSource;
import io.esform.provider.ResourceType;
import io.esform.providers.aws.type.NativeSource;
import io.esform.providers.aws.type.NativeType;
import java.util.LinkedHashMap;
import java.util.SequencedMap;

/// The types of EC2.
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
    types.put("aws_eip", new NativeType(new AddressKind()));
    types.put("aws_nat_gateway", new NativeType(new NatGatewayKind()));
    types.put("aws_vpc_endpoint", new NativeType(new EndpointKind()));
    types.put("aws_key_pair", new NativeType(new KeyPairKind()));
    return types;
  }

  /// Its data sources by name.
  public static SequencedMap<String, DataSource> dataSources() {
    var sources = new LinkedHashMap<String, DataSource>();
    sources.put("aws_ami", new NativeSource(new ImageSource()));
    sources.put("aws_availability_zones", new NativeSource(new ZonesSource()));
    sources.put("aws_vpc", new NativeSource(new VpcSource()));
    sources.put("aws_subnets", new NativeSource(new SubnetsSource()));
    return sources;
  }
}
