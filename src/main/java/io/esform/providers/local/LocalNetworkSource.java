package io.esform.providers.local;

import io.esform.diag.Diagnostics;
import io.esform.es.Platform.PlatformException;
import io.esform.provider.Connection;
import io.esform.provider.DataSource;
import io.esform.schema.AttributeSchema;
import io.esform.schema.Schema;
import io.esform.value.Types;
import io.esform.value.Value;
import io.esform.value.Value.ObjectValue;
import io.esform.value.Value.StringValue;
import org.jspecify.annotations.Nullable;

/// `data "local_network"`: a network that another configuration has created.
final class LocalNetworkSource implements DataSource {

  private static final Schema SCHEMA =
      Schema.of(
          "A network on this machine that a `local_network` of another configuration created.",
          AttributeSchema.required("name", Types.STRING, "Its name in the engine."),
          AttributeSchema.computed("cidr", Types.STRING, "Its IPv4 range."),
          AttributeSchema.computed("gateway", Types.STRING, "The machine's address in it."),
          AttributeSchema.computed("dns", Types.STRING, "The name server's address in it."),
          AttributeSchema.computed(
              "domain", Types.STRING, "The search domain of its hosts; null for none."),
          AttributeSchema.computed(
              "id", Types.STRING, "The id by which hosts and records refer to it."));

  @Override
  public Schema schema() {
    return SCHEMA;
  }

  @Override
  public Response read(Connection connection, ObjectValue configuration) {
    String name = configuration.get("name") instanceof StringValue(var text) ? text : "";
    try {
      Network network = Network.get(((LocalConnection) connection).engine(), name);
      return new Response(
          configuration
              .with("cidr", text(network.cidr()))
              .with("gateway", text(network.gateway()))
              .with("dns", Value.of(network.dns()))
              .with("domain", text(network.domain().isEmpty() ? null : network.domain()))
              .with("id", Value.of(network.name())),
          Diagnostics.none());
    } catch (PlatformException failure) {
      return new Response(null, Diagnostics.of(failure.diagnostic()));
    }
  }

  private static Value text(@Nullable String text) {
    return text == null ? Value.nullOf(Types.STRING) : Value.of(text);
  }
}
