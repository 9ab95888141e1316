package io.esform.provider;

import io.esform.value.AttributePath;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The TCP traffic of one planned instance: the hosts that it places, the filters that it defines,
/// and the accesses that it needs. Only what is known: a host whose filters are not all known is
/// missing, and so is a filter whose rules are not all known.
public record Traffic(List<Host> hosts, List<Filter> filters, List<Access> accesses) {

  public static final Traffic NONE = new Traffic(List.of(), List.of(), List.of());

  public Traffic {
    hosts = List.copyOf(hosts);
    filters = List.copyOf(filters);
    accesses = List.copyOf(accesses);
  }

  public Traffic and(Traffic other) {
    return new Traffic(
        joined(hosts, other.hosts),
        joined(filters, other.filters),
        joined(accesses, other.accesses));
  }

  private static <T> List<T> joined(List<T> first, List<T> second) {
    return Stream.concat(first.stream(), second.stream()).toList();
  }

  /// A host, which accepts what one of its filters permits.
  ///
  /// @param thing as in {@link Relations}
  /// @param address its IPv4 address; null if it is unknown
  /// @param filters the platform's ids; empty for no filter
  public record Host(String thing, @Nullable String address, List<String> filters) {

    public Host {
      filters = List.copyOf(filters);
    }
  }

  /// A filter, such as a security group.
  ///
  /// @param id the platform's id
  public record Filter(String id, List<Permission> incoming) {

    public Filter {
      incoming = List.copyOf(incoming);
    }
  }

  /// A permission for incoming connections.
  ///
  /// @param fromPort the lowest port
  /// @param toPort the highest port
  /// @param network the IPv4 addresses of the peers as CIDR; null if `filter` decides. Without
  ///   both, the peers are unknown, and may be any
  /// @param filter the peers are the hosts with this filter; null if `network` decides
  public record Permission(
      int fromPort, int toPort, @Nullable String network, @Nullable String filter) {}

  /// A connection that the cluster needs.
  ///
  /// @param from the host that connects
  /// @param to the host that listens
  /// @param purpose a short phrase: `Hazelcast`
  /// @param path of the attribute that names the other host
  public record Access(String from, String to, int port, String purpose, AttributePath path) {}
}
