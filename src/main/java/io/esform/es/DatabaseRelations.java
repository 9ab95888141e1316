package io.esform.es;

import io.esform.es.Platform.Sizes;
import io.esform.provider.Arguments;
import io.esform.provider.Relations;
import io.esform.provider.Relations.Agreement;
import io.esform.provider.Relations.Alias;
import io.esform.provider.Relations.Offer;
import io.esform.provider.Relations.Use;
import io.esform.value.AttributePath;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The relations of an `es_database`: the connections that it offers, and its names.
final class DatabaseRelations {

  /// The connections of the server itself and of a person, which no pool has.
  static final int RESERVE = 10;

  static final String MAX_CONNECTIONS = "max_connections";

  /// The port of both engines.
  private static final String PORT = "3306";

  private static final String LOWER_POOLS = "lower \"max_active\" in the pools of the nodes.";

  private DatabaseRelations() {}

  /// Of a host. Nothing while its network or name is unknown.
  static Relations ofHost(Arguments database) {
    return of(database, DatabaseRelations::hostOffer);
  }

  /// Of a managed server.
  ///
  /// @param sizes of the platform
  static Relations ofManaged(Arguments database, String defaultSize, Sizes sizes) {
    return of(database, (it, thing) -> managedOffer(it, thing, defaultSize, sizes))
        .and(groupOf(database, defaultSize, sizes));
  }

  @FunctionalInterface
  private interface Offering {
    Optional<Offer> of(Arguments database, String thing);
  }

  private static Relations of(Arguments database, Offering offering) {
    String network = SharedNames.network(database).orElse(null);
    String name = database.text(HostSchema.NAME).orElse(null);
    if (network == null || name == null) {
      return Relations.NONE;
    }
    String thing = SharedNames.database(name, network);
    List<Alias> aliases = new ArrayList<>();
    for (String other : List.of(HostSchema.ADDRESS, DatabaseSchema.ENDPOINT)) {
      database
          .text(other)
          .map(host -> new Alias(SharedNames.host(host, network), thing))
          .filter(alias -> !aliases.contains(alias))
          .ifPresent(aliases::add);
    }
    return new Relations(
            offering.of(database, thing).stream().toList(),
            List.of(
                new Use(
                    SharedNames.CONNECTIONS,
                    thing,
                    RESERVE,
                    "the server itself and a person",
                    database.at(HostSchema.NAME))),
            agreements(database, thing),
            aliases)
        .withTraffic(HostTraffic.ofDatabase(database, thing));
  }

  private static List<Agreement> agreements(Arguments database, String thing) {
    var agreements = new ArrayList<Agreement>();
    agreements.add(port(thing, PORT, database.at(HostSchema.NAME)));
    database
        .text(DatabaseSchema.USER)
        .ifPresent(user -> agreements.add(user(thing, user, database.at(DatabaseSchema.USER))));
    return agreements;
  }

  static Agreement port(String thing, String port, AttributePath path) {
    return new Agreement("the port", thing, port, "Nodes could not connect to the server.", path);
  }

  static Agreement user(String thing, String user, AttributePath path) {
    return new Agreement(
        "the database user", thing, user, "The server would refuse the nodes.", path);
  }

  private static Optional<Offer> hostOffer(Arguments database, String thing) {
    return database
        .number(MAX_CONNECTIONS)
        .map(number ->
            new Offer(
                SharedNames.CONNECTIONS,
                thing,
                number.longValue(),
                MAX_CONNECTIONS,
                "Set \"max_connections\" of the server to at least the total, or " + LOWER_POOLS,
                database.at(MAX_CONNECTIONS)));
  }

  /// By default, the memory decides. A parameter group sets another number.
  private static Optional<Offer> managedOffer(
      Arguments database, String thing, String defaultSize, Sizes sizes) {
    if (!parameterGroup(database).isNull()) {
      return Optional.empty();
    }
    return size(database, defaultSize)
        .flatMap(size ->
            sizes
                .memory(size)
                .map(memory ->
                    new Offer(
                        SharedNames.CONNECTIONS,
                        thing,
                        DatabaseMemory.defaultConnections(memory),
                        "the default for the memory of " + size,
                        "Set \"max_connections\" in an aws_db_parameter_group of the server to at"
                            + " least the total, choose a class with more memory, or "
                            + LOWER_POOLS,
                        database.at(HostSchema.SIZE))));
  }

  /// The parameter group sets the connections of the server; the memory of the server limits them.
  private static Relations groupOf(Arguments database, String defaultSize, Sizes sizes) {
    String network = SharedNames.network(database).orElse(null);
    String name = database.text(HostSchema.NAME).orElse(null);
    String group = parameterGroup(database).text().orElse(null);
    if (network == null || name == null || group == null) {
      return Relations.NONE;
    }
    String thing = SharedNames.parameterGroup(group);
    List<Offer> memory =
        size(database, defaultSize)
            .flatMap(size ->
                sizes
                    .memory(size)
                    .map(bytes ->
                        new Offer(
                            "connections by memory",
                            thing,
                            DatabaseMemory.mostConnections(bytes),
                            "on the memory of %s of %s".formatted(size, name),
                            DatabaseMemory.ADVICE,
                            database.at(HostSchema.SIZE))))
            .stream()
            .toList();
    return new Relations(
        memory,
        List.of(),
        List.of(),
        List.of(new Alias(SharedNames.database(name, network), thing)));
  }

  private static Optional<String> size(Arguments database, String defaultSize) {
    return database.isKnown(HostSchema.SIZE)
        ? Optional.of(database.text(HostSchema.SIZE).orElse(defaultSize))
        : Optional.empty();
  }

  /// @param isNull whether the server has the default group
  private record Group(boolean isNull, Optional<String> text) {}

  private static Group parameterGroup(Arguments database) {
    if (!database.value(DatabaseSchema.RDS).isKnown()) {
      return new Group(false, Optional.empty());
    }
    Arguments rds = database.blockOrDefaults(DatabaseSchema.RDS, DatabaseSchema.MANAGED);
    return new Group(!rds.isSet("parameter_group_name"), rds.text("parameter_group_name"));
  }
}
