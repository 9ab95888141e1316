package io.esform.provider;

/// The clients, sockets and caches of a configured provider. Each provider has its own class and
/// casts the connection that it receives back. Thread-safe.
public interface Connection extends AutoCloseable {

  /// Closes what the connection has opened, if anything.
  @Override
  void close();
}
