package io.esform.providers.local;

import com.github.dockerjava.api.model.Network.Ipam;
import io.esform.diag.Diagnostic;
import io.esform.diag.Diagnostics;
import io.esform.es.Platform.PlatformException;
import io.esform.provider.Connection;
import io.esform.provider.Importable;
import io.esform.provider.Recoverable;
import io.esform.provider.ResourceType;
import io.esform.schema.AttributeSchema;
import io.esform.schema.Schema;
import io.esform.value.AttributePath;
import io.esform.value.Types;
import io.esform.value.Value;
import io.esform.value.Value.ObjectValue;
import io.esform.value.Value.StringValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// `local_network`: a bridge network with a name server.
final class LocalNetworkType implements ResourceType, Recoverable, Importable {

  private static final String ID = "id";
  private static final String NAME = "name";
  private static final String CIDR = "cidr";
  private static final String GATEWAY = "gateway";
  private static final String DNS = "dns";
  private static final String DOMAIN = "domain";
  private static final String SERVING = "serving";

  private static final Schema SCHEMA =
      Schema.of(
          "A network on this machine for hosts with fixed addresses, and its name server. All hosts"
              + " of the network use the name server, which contains the records of"
              + " `es_dns_record`.",
          AttributeSchema.required(
                  NAME, Types.STRING, "Its name in the engine; unique on the machine.")
              .withReplacement(),
          AttributeSchema.required(CIDR, Types.STRING, "Its IPv4 range, such as `10.77.0.0/24`.")
              .withReplacement(),
          AttributeSchema.optionalComputed(
                  GATEWAY, Types.STRING, "The machine's address in it. Unset: the first one.")
              .withReplacement(),
          AttributeSchema.optionalComputed(
                  DNS, Types.STRING, "The name server's address in it. Unset: the second one.")
              .withReplacement(),
          AttributeSchema.optional(
                  DOMAIN, Types.STRING, "The search domain of its hosts for short names.")
              .withReplacement(),
          AttributeSchema.computed(
              ID, Types.STRING, "The id by which hosts and records refer to it."),
          AttributeSchema.computed(SERVING, Types.BOOL, "Whether its name server runs."));

  @Override
  public Schema schema() {
    return SCHEMA;
  }

  @Override
  public List<AttributeDiagnostic> validate(ObjectValue configuration) {
    return NetworkRules.check(
        text(configuration, NAME),
        text(configuration, CIDR),
        Map.of(
            GATEWAY, Optional.ofNullable(text(configuration, GATEWAY)),
            DNS, Optional.ofNullable(text(configuration, DNS))));
  }

  @Override
  public PlanResponse plan(PlanRequest request) {
    ObjectValue planned = request.proposed().with(SERVING, Value.of(true));
    var claims = new ArrayList<Claim>();
    String name = text(planned, NAME);
    if (name != null) {
      claims.add(new Claim("network name \"%s\"".formatted(name), AttributePath.of(NAME)));
    }
    String cidr = text(planned, CIDR);
    if (cidr == null) {
      return PlanResponse.of(planned).withClaims(claims);
    }
    claims.add(new Claim("address range " + cidr, AttributePath.of(CIDR)));
    planned = withDefault(planned, request.configuration(), GATEWAY, NetworkRules.host(cidr, 1));
    planned = withDefault(planned, request.configuration(), DNS, NetworkRules.host(cidr, 2));
    for (String attribute : List.of(GATEWAY, DNS)) {
      String address = text(planned, attribute);
      if (address != null) {
        claims.add(new Claim("address " + address + " in " + cidr, AttributePath.of(attribute)));
      }
    }
    return PlanResponse.of(planned).withClaims(claims);
  }

  @Override
  public ApplyResponse create(Connection connection, CreateRequest request) {
    var local = (LocalConnection) connection;
    ObjectValue planned = request.planned().with(ID, request.planned().get(NAME));
    try {
      Network network = network(planned, request.token());
      ensureNetwork(local.engine(), network, request.address());
      request.progress().identified(network.name());
      return serve(local, network, planned);
    } catch (PlatformException failure) {
      return new ApplyResponse(null, Diagnostics.of(failure.diagnostic()));
    }
  }

  @Override
  public FindResponse find(Connection connection, FindRequest request) {
    Network asked = network(request.planned(), request.token());
    try {
      boolean isThere =
          Network.find(((LocalConnection) connection).engine(), asked.name())
              .filter(found -> found.token().equals(asked.token()))
              .isPresent();
      return FindResponse.of(isThere ? asked.name() : null);
    } catch (PlatformException failure) {
      return FindResponse.failed(Diagnostics.of(failure.diagnostic()));
    }
  }

  @Override
  public ApplyResponse update(Connection connection, UpdateRequest request) {
    return serve((LocalConnection) connection, network(request.planned(), ""), request.planned());
  }

  @Override
  public Diagnostics delete(Connection connection, DeleteRequest request) {
    try {
      Engine engine = ((LocalConnection) connection).engine();
      Network network = network(request.prior(), "");
      new NameServer(engine, network).remove();
      engine.change(
          "removing network \"" + network.name() + "\"",
          docker -> docker.removeNetworkCmd(network.name()).exec());
      return Diagnostics.none();
    } catch (PlatformException failure) {
      return Diagnostics.of(failure.diagnostic());
    }
  }

  @Override
  public List<ReadResponse> read(Connection connection, List<ReadRequest> requests) {
    var responses = new ArrayList<ReadResponse>();
    for (ReadRequest request : requests) {
      responses.add(read((LocalConnection) connection, request.prior()));
    }
    return responses;
  }

  private static ReadResponse read(LocalConnection connection, ObjectValue prior) {
    try {
      Engine engine = connection.engine();
      String id = text(prior, ID);
      Optional<Network> found = id == null ? Optional.empty() : Network.find(engine, id);
      if (found.isEmpty()) {
        return ReadResponse.of(null);
      }
      Network network = found.get();
      return ReadResponse.of(
          prior
              .with(CIDR, network.cidr() == null ? prior.get(CIDR) : Value.of(network.cidr()))
              .with(DNS, Value.of(network.dns()))
              .with(SERVING, Value.of(new NameServer(engine, network).isRunning())));
    } catch (PlatformException failure) {
      return new ReadResponse(prior, Diagnostics.of(failure.diagnostic()));
    }
  }

  @Override
  public String idForm() {
    return "the name of a network that a local_network created";
  }

  @Override
  public ImportResponse importState(Connection connection, ImportRequest request) {
    try {
      Engine engine = ((LocalConnection) connection).engine();
      Network network = Network.find(engine, request.id()).orElse(null);
      return ImportResponse.of(
          network == null ? null : imported(network, new NameServer(engine, network).isRunning()));
    } catch (PlatformException failure) {
      return ImportResponse.failed(Diagnostics.of(failure.diagnostic()));
    }
  }

  static ObjectValue imported(Network network, boolean serving) {
    var attributes = new TreeMap<String, Value>();
    attributes.put(NAME, Value.of(network.name()));
    attributes.put(CIDR, textOrNull(network.cidr()));
    attributes.put(GATEWAY, textOrNull(network.gateway()));
    attributes.put(DNS, Value.of(network.dns()));
    attributes.put(DOMAIN, textOrNull(network.domain().isEmpty() ? null : network.domain()));
    attributes.put(ID, Value.of(network.name()));
    attributes.put(SERVING, Value.of(serving));
    return Value.objectOf(attributes);
  }

  private static Value textOrNull(@Nullable String text) {
    return text == null ? Value.nullOf(Types.STRING) : Value.of(text);
  }

  @Override
  public Optional<String> importId(ObjectValue state) {
    return Optional.ofNullable(text(state, ID));
  }

  /// Starts the name server and returns the network's state, with the diagnostic if that failed.
  private static ApplyResponse serve(
      LocalConnection connection, Network network, ObjectValue planned) {
    try {
      new NameServer(connection.engine(), network).ensure(connection.image());
      return ApplyResponse.of(planned);
    } catch (PlatformException failure) {
      return new ApplyResponse(
          planned.with(SERVING, Value.of(false)), Diagnostics.of(failure.diagnostic()), true);
    }
  }

  private static void ensureNetwork(Engine engine, Network network, String address)
      throws PlatformException {
    Optional<Network> made = Network.find(engine, network.name());
    if (made.isPresent() && made.get().token().equals(network.token())) {
      return;
    }
    if (made.isPresent()) {
      throw new PlatformException(
          Diagnostic.error(
              "Name in use",
              "The network \""
                  + network.name()
                  + "\" on this machine belongs to another esform state. Choose a different name,"
                  + " or destroy that network."),
          null);
    }
    engine.ask(
        "creating network \"" + network.name() + "\"",
        docker ->
            docker
                .createNetworkCmd()
                .withName(network.name())
                .withDriver("bridge")
                .withCheckDuplicate(true)
                .withLabels(labels(network, address))
                .withIpam(
                    new Ipam()
                        .withConfig(
                            new Ipam.Config()
                                .withSubnet(network.cidr())
                                .withGateway(network.gateway())))
                .exec());
  }

  private static Map<String, String> labels(Network network, String address) {
    var labels = new TreeMap<String, String>();
    labels.put(Labels.TOKEN, network.token());
    labels.put(Labels.ADDRESS, address);
    labels.put(Labels.NETWORK, network.name());
    labels.put(Labels.DNS, network.dns());
    if (!network.domain().isEmpty()) {
      labels.put(Labels.DOMAIN, network.domain());
    }
    return labels;
  }

  private static Network network(ObjectValue state, String token) {
    String name = text(state, NAME);
    String dns = text(state, DNS);
    String domain = text(state, DOMAIN);
    return new Network(
        name == null ? "" : name,
        text(state, CIDR),
        text(state, GATEWAY),
        dns == null ? "" : dns,
        domain == null ? "" : domain,
        token);
  }

  private static ObjectValue withDefault(
      ObjectValue planned, ObjectValue configuration, String attribute, Optional<String> value) {
    return configuration.get(attribute).isNull() && value.isPresent()
        ? planned.with(attribute, Value.of(value.get()))
        : planned;
  }

  private static @Nullable String text(ObjectValue object, String name) {
    return object.get(name).unmarked() instanceof StringValue(var text) ? text : null;
  }
}
