package io.esform.providers.local;

import io.esform.es.Platform;

/// This machine as a platform for the portable types.
final class LocalPlatform implements Platform {

  private final LocalConnection connection;

  LocalPlatform(LocalConnection connection) {
    this.connection = connection;
  }

  @Override
  public Hosts hosts() {
    return new ContainerHosts(connection);
  }

  @Override
  public NameService names() {
    return new NameServerRecords(connection);
  }
}
