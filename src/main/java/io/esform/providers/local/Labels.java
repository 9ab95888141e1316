package io.esform.providers.local;

/// The labels that say what an object of the engine is to esform.
final class Labels {

  /// The creation an object answers for; what a repeated creation finds it by.
  static final String TOKEN = "esform.token";

  /// The resource instance it stands for, as text.
  static final String ADDRESS = "esform.address";

  /// {@link #HOST} or {@link #NAME_SERVER}, on containers.
  static final String KIND = "esform.kind";

  static final String HOST = "host";
  static final String NAME_SERVER = "name-server";

  /// On containers: the network they are in. On a network: its own name.
  static final String NETWORK = "esform.network";

  /// On a network: the address of its name server.
  static final String DNS = "esform.dns";

  /// On a network: the domain that its hosts search; not there without one.
  static final String DOMAIN = "esform.domain";

  private Labels() {}
}
