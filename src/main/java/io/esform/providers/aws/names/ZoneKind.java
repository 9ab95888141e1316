package io.esform.providers.aws.names;

import static io.esform.providers.aws.call.AwsFailure.code;

import io.esform.provider.Arguments;
import io.esform.provider.DataHolder.Loss;
import io.esform.provider.Faults;
import io.esform.provider.ResourceType.Claim;
import io.esform.provider.ResourceType.PlanRequest;
import io.esform.provider.ResourceType.PlanResponse;
import io.esform.providers.aws.call.AwsConnection;
import io.esform.providers.aws.call.AwsFailure;
import io.esform.providers.aws.call.Tags;
import io.esform.providers.aws.type.Attributes;
import io.esform.providers.aws.type.NativeKind;
import io.esform.schema.AttributeSchema;
import io.esform.schema.Schema.NestedBlock;
import io.esform.value.AttributePath;
import io.esform.value.Types;
import io.esform.value.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.route53.model.GetHostedZoneResponse;
import software.amazon.awssdk.services.route53.model.HostedZone;
import software.amazon.awssdk.services.route53.model.Tag;
import software.amazon.awssdk.services.route53.model.TagResourceType;
import software.amazon.awssdk.services.route53.model.VPC;

/// `aws_route53_zone`.
final class ZoneKind implements NativeKind {

  private static final String NAME = "name";
  private static final String COMMENT = "comment";
  private static final String FORCE_DESTROY = "force_destroy";
  private static final Pattern DOMAIN =
      Pattern.compile("(?=.{1,254}$)[A-Za-z0-9_-]{1,63}(\\.[A-Za-z0-9_-]{1,63})*\\.?");

  @Override
  public String description() {
    return "A Route 53 zone: public, or private to the VPCs in its `vpc` blocks.";
  }

  @Override
  public List<AttributeSchema> attributes() {
    return List.of(
        AttributeSchema.required(NAME, Types.STRING, "Its domain, such as `store.example.com`.")
            .withReplacement(),
        AttributeSchema.optional(COMMENT, Types.STRING, "A comment."),
        AttributeSchema.optional(
                FORCE_DESTROY,
                Types.BOOL,
                "Whether deleting the zone also deletes all its records, including those created"
                    + " elsewhere.")
            .withDefault(Value.of(false)),
        AttributeSchema.computed(
            "name_servers",
            Types.list(Types.STRING),
            "The name servers to delegate the domain to; none for a private zone."),
        AttributeSchema.computed("zone_id", Types.STRING, "Its id."),
        AttributeSchema.computed("arn", Types.STRING, "Its ARN."));
  }

  @Override
  public List<NestedBlock> blocks() {
    return List.of(ZoneNetworks.BLOCK);
  }

  @Override
  public String idForm() {
    return "the zone's id, such as Z0123456789ABCDEFGHIJ";
  }

  @Override
  public void check(Arguments configuration, Faults faults) {
    configuration
        .text(NAME)
        .filter(name -> !DOMAIN.matcher(name).matches())
        .ifPresent(name ->
            faults.add(
                configuration.at(NAME),
                "Invalid domain",
                "\"%s\" is not a domain such as store.example.com.".formatted(name)));
    configuration
        .text(COMMENT)
        .filter(comment -> comment.length() > 256)
        .ifPresent(_ ->
            faults.add(
                configuration.at(COMMENT),
                "Comment too long",
                "A zone's comment has at most 256 characters."));
  }

  /// A change between a public and a private zone forces a replacement.
  @Override
  public PlanResponse plan(PlanRequest request) {
    PlanResponse response = PlanResponse.of(request.proposed());
    if (request.prior() == null
        || request.proposed().get(ZoneNetworks.VPC_BLOCK) instanceof Value.UnknownValue
        || isPrivate(request.prior()) == isPrivate(request.proposed())) {
      return response;
    }
    return new PlanResponse(
        response.planned(),
        List.of(AttributePath.of(ZoneNetworks.VPC_BLOCK)),
        response.claims(),
        response.notes(),
        response.effect(),
        response.faults());
  }

  private static boolean isPrivate(Value.ObjectValue zone) {
    return !Arguments.of(zone).elements(ZoneNetworks.VPC_BLOCK).isEmpty();
  }

  /// A VPC has at most one zone of a name. Several public zones can have the same name.
  @Override
  public List<Claim> claims(PlanRequest request) {
    Arguments zone = Arguments.of(request.proposed());
    var claims = new ArrayList<Claim>();
    for (Arguments network : zone.blocks(ZoneNetworks.VPC_BLOCK)) {
      zone.text(NAME)
          .flatMap(name -> network.text(ZoneNetworks.ID).map(vpc -> ZoneKind.claim(name, vpc)))
          .ifPresent(claims::add);
    }
    return List.copyOf(claims);
  }

  private static Claim claim(String name, String vpc) {
    String plain = name.endsWith(".") ? name.substring(0, name.length() - 1) : name;
    return new Claim(
        "zone %s in %s".formatted(plain.toLowerCase(Locale.ROOT), vpc), AttributePath.of(NAME));
  }

  /// A recreated public zone has other name servers, so its domain has to be delegated again.
  @Override
  public Optional<Loss> loss(Arguments prior) {
    var parts = new ArrayList<String>();
    if (prior.value(FORCE_DESTROY).equals(Value.of(true))) {
      parts.add("all records in the zone, including those created elsewhere");
    }
    if (!prior.elements("name_servers").isEmpty()) {
      parts.add("the name servers that the domain is delegated to");
    }
    return parts.isEmpty()
        ? Optional.empty()
        : Optional.of(new Loss(String.join("; ", parts), false));
  }

  @Override
  public String create(AwsConnection aws, Creation creation) throws AwsFailure {
    Arguments planned = creation.planned();
    List<VPC> networks = ZoneNetworks.planned(aws, planned);
    return aws.route53(
        "route53:CreateHostedZone",
        route53 ->
            Zones.id(
                route53
                    .createHostedZone(request ->
                        request
                            .name(planned.requiredText(NAME))
                            .callerReference(creation.token())
                            .vpc(networks.isEmpty() ? null : networks.getFirst())
                            .hostedZoneConfig(config ->
                                config
                                    .comment(planned.text(COMMENT).orElse(null))
                                    .privateZone(!networks.isEmpty())))
                    .hostedZone()
                    .id()));
  }

  @Override
  public void complete(AwsConnection aws, Completion completion) throws AwsFailure {
    tag(aws, completion.id(), new Tags.Difference(completion.tags(), List.of()));
    List<VPC> networks = ZoneNetworks.planned(aws, completion.planned());
    if (networks.size() > 1) {
      ZoneNetworks.bringTo(aws, completion.id(), networks);
    }
  }

  /// Finds the zone by its caller reference, which is set at creation.
  @Override
  public Optional<String> find(AwsConnection aws, Search search) throws AwsFailure {
    Optional<String> name = search.planned().text(NAME);
    return name.isEmpty()
        ? Optional.empty()
        : Zones.named(aws, name.get()).stream()
            .filter(zone -> isOf(search.token(), zone.callerReference()))
            .map(zone -> Zones.id(zone.id()))
            .findFirst();
  }

  /// Whether the reference is the token or one of its other forms, which are used if Route 53 has
  /// seen the token before.
  private static boolean isOf(String token, @Nullable String reference) {
    return reference != null && (reference.equals(token) || reference.startsWith(token + "-"));
  }

  @Override
  public Map<String, ObjectState> read(AwsConnection aws, List<ObjectToRead> known)
      throws AwsFailure {
    var attributes = new TreeMap<String, Attributes>();
    for (ObjectToRead one : known) {
      Optional<GetHostedZoneResponse> zone = Zones.get(aws, one.id());
      if (zone.isPresent()) {
        attributes.put(one.id(), attributes(aws, zone.get(), one.prior()));
      }
    }
    var tags = Zones.tags(aws, List.copyOf(attributes.keySet()));
    var found = new TreeMap<String, ObjectState>();
    attributes.forEach((id, values) ->
        found.put(id, new ObjectState(values.toMap(), tags.getOrDefault(id, Map.of()))));
    return found;
  }

  private static Attributes attributes(
      AwsConnection aws, GetHostedZoneResponse answer, @Nullable Arguments prior)
      throws AwsFailure {
    HostedZone zone = answer.hostedZone();
    String id = Zones.id(zone.id());
    String known = prior == null ? "" : prior.text(NAME).orElse("");
    String comment = zone.config() == null ? null : zone.config().comment();
    var delegation = answer.delegationSet();
    return new Attributes()
        .text(
            NAME,
            Zones.plain(known).equals(Zones.plain(zone.name())) ? known : Zones.plain(zone.name()))
        .words(COMMENT, comment, prior)
        .flag(FORCE_DESTROY, prior != null && prior.value(FORCE_DESTROY).equals(Value.of(true)))
        .list("name_servers", delegation == null ? List.of() : delegation.nameServers())
        .text("zone_id", id)
        .text("arn", "arn:" + aws.partition() + ":route53:::hostedzone/" + id)
        .with(ZoneNetworks.VPC_BLOCK, ZoneNetworks.blocks(aws, answer.vpCs(), prior));
  }

  @Override
  public void update(AwsConnection aws, Revision revision) throws AwsFailure {
    if (revision.changes(COMMENT)) {
      aws.route53(
          "route53:UpdateHostedZoneComment",
          route53 ->
              route53.updateHostedZoneComment(request ->
                  request.id(revision.id()).comment(revision.planned().text(COMMENT).orElse(""))));
    }
    if (revision.changes(ZoneNetworks.VPC_BLOCK)) {
      ZoneNetworks.bringTo(aws, revision.id(), ZoneNetworks.planned(aws, revision.planned()));
    }
  }

  @Override
  public void tag(AwsConnection aws, String id, Tags.Difference tags) throws AwsFailure {
    List<Tag> set = Tags.ROUTE53.list(tags.set());
    aws.route53(
        "route53:ChangeTagsForResource",
        route53 ->
            route53.changeTagsForResource(request -> {
              request.resourceType(TagResourceType.HOSTEDZONE).resourceId(id);
              if (!set.isEmpty()) {
                request.addTags(set);
              }
              if (!tags.removed().isEmpty()) {
                request.removeTagKeys(tags.removed());
              }
            }));
  }

  @Override
  public void delete(AwsConnection aws, Removal removal) throws AwsFailure {
    if (removal.prior().value(FORCE_DESTROY).equals(Value.of(true))) {
      Zones.empty(aws, removal.id(), removal.prior().requiredText(NAME));
    }
    boolean isDeleted =
        aws.unless(
                code("HostedZoneNotEmpty"),
                () ->
                    aws.route53(
                        "route53:DeleteHostedZone",
                        route53 -> route53.deleteHostedZone(request -> request.id(removal.id()))))
            .isPresent();
    if (!isDeleted) {
      throw AwsFailure.of(
          "Zone not empty",
          ("The zone \"%s\" has records that are not in this state. Remove them. Or set"
                  + " force_destroy = true, apply, and destroy again: this deletes them with the zone.")
              .formatted(removal.prior().requiredText(NAME)));
    }
  }
}
