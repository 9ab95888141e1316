package io.esform.es;

import io.esform.es.Platform.HostNetwork;
import io.esform.es.Platform.HostPlacement;
import io.esform.provider.Arguments;
import io.esform.value.Value.BoolValue;
import io.esform.value.Value.ListValue;
import io.esform.value.Value.MapValue;
import io.esform.value.Value.StringValue;
import java.util.List;
import java.util.stream.Stream;

/// Reads the placement of a host from its arguments.
final class Placements {

  private Placements() {}

  /// @param host a state, or a wholly known plan
  static HostPlacement of(HostKind kind, String address, Arguments host) {
    return new HostPlacement(
        address,
        host.requiredText(HostSchema.NAME),
        network(kind, host.requiredBlock(HostSchema.NETWORK)),
        host.requiredText(HostSchema.ADDRESS),
        host.text(HostSchema.IMAGE).orElse(null),
        host.text(HostSchema.SIZE).orElse(null),
        host.number(HostSchema.DISK_SIZE).map(Number::intValue).orElse(null),
        host.text(HostSchema.ALLOCATION_ID).orElse(null),
        host.value(HostSchema.DELETION_PROTECTION) instanceof BoolValue(var isProtected)
            && isProtected);
  }

  private static HostNetwork network(HostKind kind, Arguments network) {
    return new HostNetwork(
        network.requiredText("id"),
        network.requiredText("cidr"),
        network.textsByKey("subnets"),
        securityGroups(kind.name(), network),
        network.text("instance_profile").orElse(null),
        network.text("key_name").orElse(null));
  }

  /// @param kind the name of the host's groups in the network: `node`
  static List<String> securityGroups(String kind, Arguments network) {
    if (network.value("security_groups") instanceof MapValue byKind
        && byKind.elements().get(kind) instanceof ListValue groups) {
      return groups.elements().stream()
          .flatMap(group ->
              group.unmarked() instanceof StringValue(var id) ? Stream.of(id) : Stream.empty())
          .toList();
    }
    return List.of();
  }
}
