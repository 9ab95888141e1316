package io.esform.providers.local;

import io.esform.es.Platform.NameNetwork;
import io.esform.es.Platform.NameRecord;
import io.esform.es.Platform.NameService;
import io.esform.es.Platform.PlatformException;
import io.esform.provider.Progress;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Records in the name servers of the networks. The file of an `A` record contains lines in hosts
/// format for dnsmasq; that of a `CNAME` record contains its `cname=` line.
final class NameServerRecords implements NameService {

  private static final String ALIAS = "CNAME";

  private final LocalConnection connection;

  NameServerRecords(LocalConnection connection) {
    this.connection = connection;
  }

  @Override
  public void create(NameRecord record, Progress progress) throws PlatformException {
    put(record, progress);
  }

  @Override
  public void put(NameRecord record, Progress progress) throws PlatformException {
    Engine engine = connection.engine();
    var server = new NameServer(engine, Network.get(engine, record.place()));
    server.put(record.name(), isAlias(record), content(record));
  }

  @Override
  public List<@Nullable NameRecord> read(List<NameRecord> records) throws PlatformException {
    Engine engine = connection.engine();
    Map<RecordGroup, Map<String, String>> known = new HashMap<>();
    var found = new ArrayList<@Nullable NameRecord>();
    for (NameRecord record : records) {
      var place = new RecordGroup(record.place(), isAlias(record));
      if (!known.containsKey(place)) {
        known.put(place, records(engine, place));
      }
      String content = known.get(place).get(record.name());
      found.add(content == null ? null : withValues(record, content));
    }
    return found;
  }

  @Override
  public void delete(NameRecord record, Progress progress) throws PlatformException {
    Engine engine = connection.engine();
    Optional<Network> network = Network.find(engine, record.place());
    if (network.isPresent()) {
      new NameServer(engine, network.get()).delete(record.name(), isAlias(record));
    }
  }

  @Override
  public Optional<NameNetwork> network(String place) throws PlatformException {
    return Network.find(connection.engine(), place)
        .flatMap(network -> Optional.ofNullable(network.cidr()))
        .map(cidr -> new NameNetwork(place, cidr, null));
  }

  private static Map<String, String> records(Engine engine, RecordGroup place)
      throws PlatformException {
    Optional<Network> network = Network.find(engine, place.network());
    return network.isPresent()
        ? new NameServer(engine, network.get()).records(place.aliases())
        : Map.of();
  }

  private static String content(NameRecord record) {
    return isAlias(record)
        ? "cname=" + record.name() + "," + record.values().getFirst() + "\n"
        : record.values().stream()
            .map(address -> address + " " + record.name() + "\n")
            .collect(Collectors.joining());
  }

  private static NameRecord withValues(NameRecord record, String content) {
    List<String> values =
        isAlias(record)
            ? List.of(content.strip().substring(content.indexOf(',') + 1))
            : content.lines().map(line -> line.substring(0, line.indexOf(' '))).toList();
    return new NameRecord(
        record.place(), record.name(), record.type(), values, record.timeToLive());
  }

  private static boolean isAlias(NameRecord record) {
    return ALIAS.equals(record.type());
  }

  private record RecordGroup(String network, boolean aliases) {}
}
