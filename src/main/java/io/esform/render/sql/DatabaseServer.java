package io.esform.render.sql;

import java.util.List;

/// A database server as the cluster needs it.
///
/// @param address that it listens on
/// @param databases names, in the order they were declared
/// @param user the one user of the nodes
/// @param userHost where that user may come from, in the server's notation:
///   `10.89.7.0/255.255.255.0`
/// @param maxConnections over all clients
/// @param bufferPool InnoDB's buffer pool in the server's notation (`256M`)
public record DatabaseServer(
    String address,
    List<String> databases,
    String user,
    String userHost,
    int maxConnections,
    String bufferPool) {

  public DatabaseServer {
    databases = List.copyOf(databases);
  }
}
