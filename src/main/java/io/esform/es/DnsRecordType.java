package io.esform.es;

import static io.esform.schema.AttributeSchema.computed;
import static io.esform.schema.AttributeSchema.required;

import io.esform.diag.Diagnostics;
import io.esform.es.Platform.NameNetwork;
import io.esform.es.Platform.NameRecord;
import io.esform.es.Platform.PlatformException;
import io.esform.provider.Arguments;
import io.esform.provider.Connection;
import io.esform.provider.Faults;
import io.esform.provider.Importable;
import io.esform.provider.Recoverable;
import io.esform.provider.Relations;
import io.esform.provider.Relations.Alias;
import io.esform.provider.ResourceType;
import io.esform.schema.Schema;
import io.esform.value.AttributePath;
import io.esform.value.Type;
import io.esform.value.Types;
import io.esform.value.Value;
import io.esform.value.Value.ObjectValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// `es_dns_record`: a name that all hosts of the network resolve.
final class DnsRecordType implements ResourceType, Recoverable, Importable {

  private static final int TTL = 60;
  private static final String ZONE_ID = "zone_id";
  private static final Type NETWORK_TYPE =
      Types.object(
          Map.of("id", Types.STRING, "cidr", Types.STRING, ZONE_ID, Types.STRING), Set.of(ZONE_ID));

  private static final Schema SCHEMA =
      Schema.of(
          "A DNS record in the name service of the network.",
          required(
                  HostSchema.NETWORK,
                  NETWORK_TYPE,
                  "The network of the record, such as `local_network.main`. On platforms with DNS"
                      + " zones, the record is in the zone `zone_id`.")
              .withReplacement(),
          required("name", Types.STRING, "The DNS name, without a dot at the end.")
              .withReplacement(),
          HostSchema.text("type", "`A` for addresses, `CNAME` for another name.", "A")
              .withReplacement(),
          required(
              "values",
              Types.list(Types.STRING),
              "The values of the record: IPv4 addresses, or one name for `CNAME`."),
          HostSchema.number(
              "ttl", "The time to live in seconds, on platforms that support it.", TTL),
          computed(HostSchema.ID, Types.STRING, "The record's type and name."));

  private final Function<Connection, Platform> platforms;

  DnsRecordType(Function<Connection, Platform> platforms) {
    this.platforms = platforms;
  }

  @Override
  public Schema schema() {
    return SCHEMA;
  }

  @Override
  public List<AttributeDiagnostic> validate(ObjectValue configuration) {
    var record = Arguments.of(configuration);
    var faults = new Faults();
    var rules = new Rules(faults);
    rules.hostName(record, "name");
    rules.pattern(record, "type", "A|CNAME", "The type of a record", "\"A\" or \"CNAME\"");
    rules.integer(record, "ttl", 0, 604_800);
    if (record.isKnown("values") && record.isSet("values")) {
      checkValues(record, rules, faults);
    }
    return faults.toList();
  }

  private static void checkValues(Arguments record, Rules rules, Faults faults) {
    boolean isAlias = record.text("type").filter("CNAME"::equals).isPresent();
    List<String> values = record.texts("values");
    if (values.isEmpty() || (isAlias && values.size() > 1)) {
      faults.add(
          record.at("values"),
          "Wrong number of values",
          isAlias ? "A CNAME has exactly one value." : "A record has at least one value.");
    }
    for (String value : values) {
      boolean fits = isAlias ? Rules.isHostName(value) : Ipv4Network.address(value).isPresent();
      if (!fits) {
        rules.mismatch(
            record.at("values"),
            value,
            isAlias ? "The value of a CNAME record" : "The value of an A record",
            isAlias ? "a host name" : "an IPv4 address");
      }
    }
  }

  /// Records of any type claim the name, because an alias excludes other records of its name.
  @Override
  public PlanResponse plan(PlanRequest request) {
    var record = Arguments.of(request.proposed());
    if (record.text("name").isEmpty() || record.text("type").isEmpty()) {
      return PlanResponse.of(request.proposed());
    }
    var planned = request.proposed().with(HostSchema.ID, Value.of(id(record)));
    String name = record.requiredText("name").toLowerCase(Locale.ROOT);
    String where =
        record
            .block(HostSchema.NETWORK)
            .flatMap(network -> network.text("cidr"))
            .map(cidr -> " in " + cidr)
            .orElse("");
    return PlanResponse.of(planned)
        .withClaims(List.of(new Claim("DNS name " + name + where, AttributePath.of("name"))))
        .withRelations(aliases(record, name));
  }

  /// The name is another name of its only value.
  private static Relations aliases(Arguments record, String name) {
    String network = SharedNames.network(record).orElse(null);
    List<String> values = record.texts("values");
    return network == null || values.size() != 1 || record.elements("values").size() != 1
        ? Relations.NONE
        : Relations.ofAliases(
            List.of(
                new Alias(
                    SharedNames.host(name, network),
                    SharedNames.host(values.getFirst(), network))));
  }

  private static String id(Arguments record) {
    return record.requiredText("type") + " " + record.requiredText("name");
  }

  @Override
  public ApplyResponse create(Connection connection, CreateRequest request) {
    NameRecord record = record(request.planned());
    return put(
        request.address(),
        request.planned(),
        null,
        () -> platforms.apply(connection).names().create(record, request.progress()));
  }

  /// Records carry no token: a record with the planned values is the created one.
  @Override
  public FindResponse find(Connection connection, FindRequest request) {
    NameRecord asked = record(request.planned());
    try {
      NameRecord found = platforms.apply(connection).names().read(List.of(asked)).getFirst();
      boolean isThere = found != null && found.values().equals(asked.values());
      return FindResponse.of(isThere ? id(Arguments.of(request.planned())) : null);
    } catch (PlatformException failure) {
      return FindResponse.failed(
          Diagnostics.of(failure.diagnostic().withAddress(request.address())));
    }
  }

  @Override
  public ApplyResponse update(Connection connection, UpdateRequest request) {
    NameRecord record = record(request.planned());
    return put(
        request.address(),
        request.planned(),
        request.prior(),
        () -> platforms.apply(connection).names().put(record, request.progress()));
  }

  private interface Putting {
    void run() throws PlatformException;
  }

  private static ApplyResponse put(
      String address, ObjectValue planned, @Nullable ObjectValue before, Putting putting) {
    try {
      putting.run();
      return ApplyResponse.of(identified(planned));
    } catch (PlatformException failure) {
      boolean isOpen = before == null && failure.isUnfinished();
      return new ApplyResponse(
          isOpen ? identified(planned) : before,
          Diagnostics.of(failure.diagnostic().withAddress(address)),
          isOpen);
    }
  }

  private static ObjectValue identified(ObjectValue planned) {
    return planned.with(HostSchema.ID, Value.of(id(Arguments.of(planned))));
  }

  @Override
  public Diagnostics delete(Connection connection, DeleteRequest request) {
    try {
      platforms.apply(connection).names().delete(record(request.prior()), request.progress());
      return Diagnostics.none();
    } catch (PlatformException failure) {
      return Diagnostics.of(failure.diagnostic().withAddress(request.address()));
    }
  }

  @Override
  public List<ReadResponse> read(Connection connection, List<ReadRequest> requests) {
    var records = requests.stream().map(request -> record(request.prior())).toList();
    try {
      List<@Nullable NameRecord> found = platforms.apply(connection).names().read(records);
      var responses = new ArrayList<ReadResponse>();
      for (int index = 0; index < requests.size(); index++) {
        NameRecord record = found.get(index);
        responses.add(
            ReadResponse.of(
                record == null
                    ? null
                    : requests
                        .get(index)
                        .prior()
                        .with("values", Value.listOf(record.values()))
                        .with("ttl", Value.of(record.timeToLive()))));
      }
      return List.copyOf(responses);
    } catch (PlatformException failure) {
      return requests.stream()
          .map(request ->
              new ReadResponse(
                  request.prior(),
                  Diagnostics.of(failure.diagnostic().withAddress(request.address()))))
          .toList();
    }
  }

  @Override
  public String idForm() {
    return "NETWORK/NAME, or NETWORK/NAME/CNAME for an alias; on platforms with DNS zones, NETWORK"
        + " is the zone's id";
  }

  @Override
  public ImportResponse importState(Connection connection, ImportRequest request) {
    String[] parts = request.id().split("/", -1);
    String type = parts.length == 3 ? parts[2] : "A";
    if (parts.length < 2 || parts.length > 3 || !type.matches("A|CNAME")) {
      return ImportResponse.of(null);
    }
    try {
      Platform.NameService names = platforms.apply(connection).names();
      NameNetwork network = names.network(parts[0]).orElse(null);
      NameRecord found =
          network == null
              ? null
              : names
                  .read(List.of(new NameRecord(parts[0], parts[1], type, List.of(), TTL)))
                  .getFirst();
      return ImportResponse.of(found == null || network == null ? null : state(found, network));
    } catch (PlatformException failure) {
      return ImportResponse.failed(
          Diagnostics.of(failure.diagnostic().withAddress(request.address())));
    }
  }

  private static ObjectValue state(NameRecord record, NameNetwork network) {
    String zone = network.zone();
    var place =
        Map.of(
            "id",
            Value.of(network.id()),
            "cidr",
            Value.of(network.cidr()),
            ZONE_ID,
            zone == null ? Value.nullOf(Types.STRING) : Value.of(zone));
    return Value.objectOf(
        Map.of(
            HostSchema.NETWORK,
            Value.objectOf(place),
            "ttl",
            Value.of(record.timeToLive()),
            "name",
            Value.of(record.name()),
            "type",
            Value.of(record.type()),
            "values",
            Value.listOf(record.values()),
            HostSchema.ID,
            Value.of(record.type() + " " + record.name())));
  }

  @Override
  public Optional<String> importId(ObjectValue state) {
    NameRecord record = record(state);
    String alias = record.type().equals("A") ? "" : "/" + record.type();
    return Optional.of(record.place() + "/" + record.name() + alias);
  }

  private static NameRecord record(ObjectValue state) {
    var record = Arguments.of(state);
    Arguments network = record.requiredBlock(HostSchema.NETWORK);
    return new NameRecord(
        network.text(ZONE_ID).orElseGet(() -> network.requiredText("id")),
        record.requiredText("name"),
        record.requiredText("type"),
        record.texts("values"),
        record.number("ttl").map(Number::intValue).orElse(TTL));
  }
}
