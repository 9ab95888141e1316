package io.esform.testing.aws.strict;

import io.esform.testing.Relay.Answer;
import io.esform.testing.aws.AwsCall;
import io.esform.testing.aws.AwsProxy.Upstream;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/// The number of public addresses is limited, and an address in use cannot be released.
final class AddressRules implements Rules {

  /// The default quota of an account per region.
  private static final int MOST = 5;

  private final NatGateways natGateways;

  AddressRules(NatGateways natGateways) {
    this.natGateways = natGateways;
  }

  @Override
  public @Nullable Answer instead(AwsCall call, Upstream emulator)
      throws IOException, InterruptedException {
    var ec2 = new Ec2Questions(emulator);
    if (call.operation().equals("AllocateAddress") && ec2.addresses().size() >= MOST) {
      return Refusals.ec2(
          "AddressLimitExceeded", "The maximum number of addresses has been reached.");
    }
    String id = call.parameters().getOrDefault("AllocationId", "");
    return call.operation().equals("ReleaseAddress") && isUsed(ec2, id)
        ? Refusals.ec2("InvalidIPAddress.InUse", "Address %s is in use.".formatted(id))
        : null;
  }

  private boolean isUsed(Ec2Questions ec2, String id) throws IOException, InterruptedException {
    boolean isOfGateway =
        natGateways.there(ec2).stream().anyMatch(it -> Xml.has(it, "allocationId", id));
    return isOfGateway
        || ec2.addresses().stream()
            .filter(address -> Xml.has(address, "allocationId", id))
            .anyMatch(
                address -> Xml.text(address, "instanceId").filter(it -> !it.isEmpty()).isPresent());
  }
}
