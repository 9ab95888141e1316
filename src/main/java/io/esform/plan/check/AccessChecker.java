package io.esform.plan.check;

import io.esform.diag.Diagnostic;
import io.esform.diag.DiagnosticSink;
import io.esform.plan.check.Things.Name;
import io.esform.provider.Traffic.Access;
import io.esform.provider.Traffic.Filter;
import io.esform.provider.Traffic.Host;
import io.esform.provider.Traffic.Permission;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Reports connections that the cluster needs and that no filter of the receiving host permits. One
/// error for each port of the same filters.
final class AccessChecker {

  private static final int SHOWN_ACCESSES = 6;

  private final Things things;
  private final DiagnosticSink sink;
  private final Map<Name, Host> hosts = new HashMap<>();
  private final Map<Name, Filter> filters = new HashMap<>();

  /// @param filters of the receiving host
  private record Barrier(String provider, List<String> filters, int port, String purpose) {}

  private record Needed(Participant by, Access access, Host from, Host to) {}

  AccessChecker(Things things, DiagnosticSink sink) {
    this.things = things;
    this.sink = sink;
  }

  void check(List<Participant> participants) {
    for (Participant participant : participants) {
      var traffic = participant.relations().traffic();
      traffic
          .hosts()
          .forEach(host -> hosts.put(things.find(participant.provider(), host.thing()), host));
      traffic
          .filters()
          .forEach(filter -> filters.put(new Name(participant.provider(), filter.id()), filter));
    }
    Map<Barrier, List<Needed>> refused = new LinkedHashMap<>();
    for (Participant participant : participants) {
      for (Access access : participant.relations().traffic().accesses()) {
        Needed needed = needed(participant, access);
        if (needed != null && !isPermitted(needed)) {
          var barrier =
              new Barrier(
                  participant.provider(), needed.to().filters(), access.port(), access.purpose());
          refused.computeIfAbsent(barrier, _ -> new ArrayList<>()).add(needed);
        }
      }
    }
    refused.forEach(this::report);
  }

  /// Null unless both hosts are known and the receiving one has filters.
  private @Nullable Needed needed(Participant by, Access access) {
    Host from = hosts.get(things.find(by.provider(), access.from()));
    Host to = hosts.get(things.find(by.provider(), access.to()));
    return from == null || to == null || to.filters().isEmpty()
        ? null
        : new Needed(by, access, from, to);
  }

  /// A filter that the plan does not define may permit anything.
  private boolean isPermitted(Needed needed) {
    for (String id : needed.to().filters()) {
      Filter filter = filters.get(new Name(needed.by().provider(), id));
      if (filter == null
          || filter.incoming().stream().anyMatch(permission -> permits(permission, needed))) {
        return true;
      }
    }
    return false;
  }

  private static boolean permits(Permission permission, Needed needed) {
    int port = needed.access().port();
    if (port < permission.fromPort() || port > permission.toPort()) {
      return false;
    }
    String filter = permission.filter();
    String network = permission.network();
    String address = needed.from().address();
    return filter != null
        ? needed.from().filters().contains(filter)
        : network == null || address == null || contains(network, address);
  }

  /// @param network as CIDR
  private static boolean contains(String network, String address) {
    String[] parts = network.split("/", 2);
    int prefix = parts.length == 1 ? Integer.SIZE : Integer.parseInt(parts[1]);
    long mask = prefix == 0 ? 0 : 0xFFFFFFFFL << (Integer.SIZE - prefix) & 0xFFFFFFFFL;
    return (number(parts[0]) & mask) == (number(address) & mask);
  }

  private static long number(String address) {
    long number = 0;
    for (String part : address.split("\\.", -1)) {
      number = number << 8 | Integer.parseInt(part);
    }
    return number;
  }

  private void report(Barrier barrier, List<Needed> refused) {
    Needed place =
        refused.stream()
            .filter(each -> each.by().touched() && each.by().instance() != null)
            .findFirst()
            .orElse(null);
    if (place == null) {
      return;
    }
    var lines = new StringBuilder();
    refused.stream()
        .limit(SHOWN_ACCESSES)
        .forEach(each ->
            lines.append(
                "    from %s to %s\n".formatted(each.access().from(), each.access().to())));
    if (refused.size() > SHOWN_ACCESSES) {
      lines.append("    and %d others\n".formatted(refused.size() - SHOWN_ACCESSES));
    }
    sink.report(
        Diagnostic.error(
                "Port not permitted",
                "No rule of %s permits TCP port %d, which %s needs:\n\n%s\nAdd an \"ingress\" block for this port and these hosts to a security group of the receiving host."
                    .formatted(
                        String.join(", ", barrier.filters()),
                        barrier.port(),
                        barrier.purpose(),
                        lines),
                place.by().range(place.access().path()))
            .withContext(place.by().header())
            .withAddress(place.by().address()));
  }
}
