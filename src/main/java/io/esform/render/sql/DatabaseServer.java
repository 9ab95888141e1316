package io.esform.render.sql;

import java.util.List;

/// The configuration of a database server for the cluster.
///
/// @param address the listen address
/// @param databases the database names, in order of declaration
/// @param user the single user of the nodes
/// @param userHost the hosts from which that user may connect, in the server's notation:
///   `10.89.7.0/255.255.255.0`
/// @param maxConnections the limit for all clients together
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
