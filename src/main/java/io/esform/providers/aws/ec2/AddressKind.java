package io.esform.providers.aws.ec2;

import static io.esform.providers.aws.call.AwsFailure.code;
import static io.esform.providers.aws.ec2.Ec2Kind.filter;

import io.esform.provider.Arguments;
import io.esform.provider.DataHolder.Loss;
import io.esform.provider.Faults;
import io.esform.provider.Progress;
import io.esform.providers.aws.call.AwsConnection;
import io.esform.providers.aws.call.AwsFailure;
import io.esform.providers.aws.call.Waits;
import io.esform.providers.aws.type.Attributes;
import io.esform.schema.AttributeSchema;
import io.esform.value.Types;
import io.esform.value.Value;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.ec2.model.Address;
import software.amazon.awssdk.services.ec2.model.DomainType;
import software.amazon.awssdk.services.ec2.model.ResourceType;

/// `aws_eip`.
final class AddressKind implements Ec2Kind<Address> {

  private static final String DOMAIN = "domain";
  private static final String INSTANCE = "instance";
  private static final String PUBLIC_IP = "public_ip";
  private static final Duration PATIENCE = Duration.ofMinutes(5);

  /// The operation is not paginated.
  private static final Ec2Objects<Address> ADDRESSES =
      new Ec2Objects<>(
          "ec2:DescribeAddresses",
          "allocation-id",
          Address::allocationId,
          Address::tags,
          (ec2, filter) ->
              ec2.describeAddresses(request -> request.filters(filter)).addresses().stream());

  @Override
  public ResourceType resourceType() {
    return ResourceType.ELASTIC_IP;
  }

  @Override
  public Ec2Objects<Address> objects() {
    return ADDRESSES;
  }

  @Override
  public String description() {
    return "An elastic IP address: a static public IPv4 address. Its id is its allocation id.";
  }

  @Override
  public List<AttributeSchema> attributes() {
    return List.of(
        AttributeSchema.optional(
                DOMAIN, Types.STRING, "The address's domain. The only value is `vpc`.")
            .withDefault(Value.of(DomainType.VPC.toString())),
        AttributeSchema.optional(
            INSTANCE,
            Types.STRING,
            "The host to associate it with. Unset: an existing association, such as with a NAT"
                + " gateway, is not changed."),
        AttributeSchema.computed(PUBLIC_IP, Types.STRING, "The address itself."));
  }

  @Override
  public String idForm() {
    return "the address's allocation id, such as eipalloc-0123456789abcdef0";
  }

  @Override
  public void check(Arguments configuration, Faults faults) {
    configuration
        .text(DOMAIN)
        .filter(domain -> !domain.equals(DomainType.VPC.toString()))
        .ifPresent(domain ->
            faults.add(
                configuration.at(DOMAIN),
                "Unknown domain",
                "The only valid domain is \"vpc\", not \"%s\". Remove the argument."
                    .formatted(domain)));
  }

  @Override
  public Optional<Loss> loss(Arguments prior) {
    return prior
        .text(PUBLIC_IP)
        .map(address ->
            new Loss("the public address " + address + ", which AWS may assign to others", false));
  }

  @Override
  public String create(AwsConnection aws, Creation creation) throws AwsFailure {
    return aws.ec2Once(
        "ec2:AllocateAddress",
        ec2 ->
            ec2.allocateAddress(request ->
                    request.domain(DomainType.VPC).tagSpecifications(tagSpecification(creation)))
                .allocationId());
  }

  @Override
  public void complete(AwsConnection aws, Completion completion) throws AwsFailure {
    ADDRESSES.awaitKnown(aws, "address", completion);
    Optional<String> instance = completion.planned().text(INSTANCE);
    if (instance.isPresent()) {
      give(aws, completion.id(), instance, completion.progress());
    }
  }

  /// Moves the address from its current instance to the given one.
  private static void give(
      AwsConnection aws, String id, Optional<String> instance, Progress progress)
      throws AwsFailure {
    for (Address address : ADDRESSES.withIds(aws, List.of(id))) {
      Optional<String> holder = instance(address);
      if (holder.equals(instance)) {
        return;
      }
      if (holder.isPresent()) {
        disassociate(aws, address.associationId());
      }
    }
    if (instance.isPresent()) {
      Waits.until(
          aws,
          "the host " + instance.get() + " to accept the address",
          PATIENCE,
          progress,
          () -> isAssociated(aws, id, instance.get()));
    }
  }

  /// False while the host is starting and AWS refuses the association.
  private static boolean isAssociated(AwsConnection aws, String id, String instance)
      throws AwsFailure {
    return aws.unless(
            code("IncorrectInstanceState", "InvalidInstanceID"),
            () ->
                aws.ec2(
                    "ec2:AssociateAddress",
                    ec2 ->
                        ec2.associateAddress(request ->
                            request
                                .allocationId(id)
                                .instanceId(instance)
                                .allowReassociation(false))))
        .isPresent();
  }

  private static void disassociate(AwsConnection aws, String association) throws AwsFailure {
    aws.unless(
        code("InvalidAssociationID.NotFound"),
        () ->
            aws.ec2(
                "ec2:DisassociateAddress",
                ec2 -> ec2.disassociateAddress(request -> request.associationId(association))));
  }

  private static Optional<String> instance(Address address) {
    return Optional.ofNullable(address.instanceId()).filter(id -> !id.isEmpty());
  }

  @Override
  public Attributes attributes(AwsConnection aws, Address address, ObjectToRead known) {
    var attributes =
        new Attributes().text(DOMAIN, address.domainAsString()).text(PUBLIC_IP, address.publicIp());
    if (known.prior() == null || known.prior().isSet(INSTANCE)) {
      attributes.text(INSTANCE, instance(address).orElse(null));
    }
    return attributes;
  }

  @Override
  public void update(AwsConnection aws, Revision revision) throws AwsFailure {
    if (revision.changes(INSTANCE)) {
      give(aws, revision.id(), revision.planned().text(INSTANCE), revision.progress());
    }
  }

  @Override
  public void delete(AwsConnection aws, Removal removal) throws AwsFailure {
    give(aws, removal.id(), Optional.empty(), removal.progress());
    aws.ec2(
        "ec2:ReleaseAddress",
        ec2 -> ec2.releaseAddress(request -> request.allocationId(removal.id())));
  }
}
