package io.esform.providers.aws.names;

import io.esform.provider.Arguments;
import io.esform.providers.aws.call.AwsConnection;
import io.esform.providers.aws.call.AwsFailure;
import io.esform.schema.AttributeSchema;
import io.esform.schema.Schema;
import io.esform.schema.Schema.NestedBlock;
import io.esform.schema.Schema.Nesting;
import io.esform.value.Types;
import io.esform.value.Value;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.route53.model.VPC;

/// The VPCs that are associated with a private zone.
final class ZoneNetworks {

  static final String VPC_BLOCK = "vpc";
  static final String ID = "vpc_id";
  private static final String REGION = "vpc_region";

  static final NestedBlock BLOCK =
      new NestedBlock(
          VPC_BLOCK,
          Nesting.LIST,
          false,
          Schema.of(
              "A VPC whose hosts can resolve names of the zone. A zone with a VPC is private.",
              AttributeSchema.required(ID, Types.STRING, "The VPC's id."),
              AttributeSchema.optional(
                  REGION, Types.STRING, "The VPC's region. Unset: the provider's.")));

  private ZoneNetworks() {}

  static List<VPC> planned(AwsConnection aws, Arguments planned) throws AwsFailure {
    var networks = new ArrayList<VPC>();
    for (Arguments block : planned.blocks(VPC_BLOCK)) {
      String region = block.text(REGION).orElse(null);
      networks.add(
          VPC.builder()
              .vpcId(block.requiredText(ID))
              .vpcRegion(region == null ? aws.region() : region)
              .build());
    }
    return networks;
  }

  /// Associates new VPCs before it removes others, as a private zone always needs a VPC.
  static void bringTo(AwsConnection aws, String zone, List<VPC> wanted) throws AwsFailure {
    SequencedMap<String, VPC> present =
        byId(Zones.get(aws, zone).map(it -> it.vpCs()).orElse(List.of()));
    SequencedMap<String, VPC> planned = byId(wanted);
    for (VPC network : planned.values()) {
      if (!present.containsKey(network.vpcId())) {
        aws.route53(
            "route53:AssociateVPCWithHostedZone",
            route53 ->
                route53.associateVPCWithHostedZone(
                    request -> request.hostedZoneId(zone).vpc(network)));
      }
    }
    for (VPC network : present.values()) {
      if (!planned.containsKey(network.vpcId())) {
        aws.route53(
            "route53:DisassociateVPCFromHostedZone",
            route53 ->
                route53.disassociateVPCFromHostedZone(
                    request -> request.hostedZoneId(zone).vpc(network)));
      }
    }
  }

  private static SequencedMap<String, VPC> byId(List<VPC> networks) {
    var byId = new LinkedHashMap<String, VPC>();
    networks.forEach(network -> byId.put(network.vpcId(), network));
    return byId;
  }

  /// The blocks in their prior order. The region is unset if it is the provider's and the prior
  /// block does not set it.
  static Value blocks(AwsConnection aws, List<VPC> found, @Nullable Arguments prior)
      throws AwsFailure {
    SequencedMap<String, VPC> present = byId(found);
    var blocks = new ArrayList<Value>();
    List<Arguments> known = prior == null ? List.of() : prior.blocks(VPC_BLOCK);
    for (Arguments block : known) {
      VPC network = present.remove(block.text(ID).orElse(""));
      if (network != null) {
        blocks.add(block(aws, network, block.isSet(REGION)));
      }
    }
    for (VPC network : present.values()) {
      blocks.add(block(aws, network, false));
    }
    return Value.listOf(BLOCK.schema().impliedType(), blocks);
  }

  private static Value block(AwsConnection aws, VPC network, boolean saysRegion) throws AwsFailure {
    String region = network.vpcRegionAsString();
    boolean isPlain = !saysRegion && (region == null || region.equals(aws.region()));
    var block = new TreeMap<String, Value>();
    block.put(ID, Value.of(network.vpcId()));
    block.put(REGION, isPlain || region == null ? Value.nullOf(Types.STRING) : Value.of(region));
    return Value.objectOf(block);
  }
}
