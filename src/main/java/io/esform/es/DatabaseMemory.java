package io.esform.es;

import io.esform.es.HostKind.MemoryUse;
import io.esform.provider.Arguments;
import java.util.ArrayList;
import java.util.List;

/// The memory of database servers.
final class DatabaseMemory {

  /// An estimate of the least memory of a connection that runs a simple query: its thread's stack
  /// and its network and sort buffers at their defaults. Large queries need more.
  static final long CONNECTION = 1L << 20;

  /// The server without its buffer pool and connections.
  private static final long SERVER = 256L << 20;

  /// The divisor of `max_connections` in the default parameter groups of RDS:
  /// `{DBInstanceClassMemory/12582880}`. Source: "Quotas and constraints for Amazon RDS".
  private static final long DEFAULT_DIVISOR = 12_582_880;

  /// The share of the memory that the default buffer pool of RDS leaves:
  /// `{DBInstanceClassMemory*3/4}`.
  private static final int REST = 4;

  static final String ADVICE =
      "Each connection needs at least 1 MiB, and the buffer pool has three quarters of the memory"
          + " by default. Choose a class with more memory, or lower \"max_connections\" and the"
          + " pools of the nodes.";

  private DatabaseMemory() {}

  /// The connections that RDS allows by default. RDS itself uses some of the memory, so the number
  /// on a server is lower.
  static long defaultConnections(long memory) {
    return memory / DEFAULT_DIVISOR;
  }

  /// The connections for which the default buffer pool leaves memory.
  static long mostConnections(long memory) {
    return memory / REST / CONNECTION;
  }

  /// Of a server on a host.
  static List<MemoryUse> of(Arguments database) {
    var uses = new ArrayList<MemoryUse>();
    database
        .number(DatabaseRelations.MAX_CONNECTIONS)
        .ifPresent(number ->
            uses.add(
                new MemoryUse(
                    "at least 1 MiB for each of max_connections",
                    number.longValue() * CONNECTION,
                    database.at(DatabaseRelations.MAX_CONNECTIONS))));
    database
        .text("buffer_pool")
        .flatMap(Rules::memory)
        .ifPresent(
            pool -> uses.add(new MemoryUse("buffer_pool", pool, database.at("buffer_pool"))));
    if (!uses.isEmpty()) {
      uses.add(new MemoryUse("the server and the system", SERVER, database.at(HostSchema.SIZE)));
    }
    return uses;
  }
}
