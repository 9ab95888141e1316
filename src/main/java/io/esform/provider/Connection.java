package io.esform.provider;

/// What a configured provider works through: clients, sockets, caches. Each provider has its own
/// class and casts the connection it is handed back. Safe for several threads.
public interface Connection extends AutoCloseable {

  /// Releases what was opened. Does nothing when nothing was.
  @Override
  void close();
}
