package io.esform.providers.local;

/// Labels on the engine's objects.
final class Labels {

  /// The token of the object's creation; a repeated creation finds the object by it.
  static final String TOKEN = "esform.token";

  /// The address of its resource instance, as text.
  static final String ADDRESS = "esform.address";

  /// {@link #HOST} or {@link #NAME_SERVER}, on containers.
  static final String KIND = "esform.kind";

  static final String HOST = "host";
  static final String NAME_SERVER = "name-server";

  /// On containers: the network they are in. On a network: its own name.
  static final String NETWORK = "esform.network";

  /// On a network: the address of its name server.
  static final String DNS = "esform.dns";

  /// On a network: the search domain of its hosts; missing for none.
  static final String DOMAIN = "esform.domain";

  private Labels() {}
}
