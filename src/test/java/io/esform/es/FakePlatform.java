package io.esform.es;

import static java.util.Objects.requireNonNull;

import io.esform.diag.Diagnostic;
import io.esform.diag.EsformBug;
import io.esform.provider.Connection;
import io.esform.provider.Progress;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// A platform in memory.
final class FakePlatform implements Platform, Connection {

  final Map<String, HostSpecification> machines = new TreeMap<>();
  final Map<String, NameRecord> records = new TreeMap<>();
  final Map<String, String> byToken = new TreeMap<>();
  final List<String> down = new ArrayList<>();

  /// Thrown by the next call that changes a host, with this id.
  @Nullable Failure failure;

  /// Addresses that differ from those in the specification, by host id.
  final Map<String, String> elsewhere = new TreeMap<>();

  /// @param id of the host that exists despite the failure; null for none
  record Failure(@Nullable String id, boolean unfinished) {
    Failure(@Nullable String id) {
      this(id, false);
    }
  }

  @Override
  public Hosts hosts() {
    return new FakeHosts();
  }

  @Override
  public NameService names() {
    return new FakeNames();
  }

  @Override
  public void close() {}

  private void failIfAsked() throws PlatformException {
    Failure asked = failure;
    failure = null;
    if (asked != null) {
      throw new PlatformException(
          Diagnostic.error("Host failed", "It did."), asked.id(), asked.unfinished());
    }
  }

  private final class FakeHosts implements Hosts {
    @Override
    public HostState create(HostSpecification host, String token, Progress progress)
        throws PlatformException {
      failIfAsked();
      String id = byToken.computeIfAbsent(token, _ -> "host-" + (machines.size() + 1));
      machines.put(id, host);
      return state(id, host);
    }

    @Override
    public Optional<String> find(String token) {
      return Optional.ofNullable(byToken.get(token)).filter(machines::containsKey);
    }

    @Override
    public HostState update(String id, HostSpecification host, Progress progress)
        throws PlatformException {
      failIfAsked();
      machines.put(id, host);
      return state(id, host);
    }

    @Override
    public void adjust(String id, HostPlacement placement, Progress progress) {
      HostSpecification host = requireNonNull(machines.get(id));
      machines.put(
          id,
          new HostSpecification(
              placement,
              host.userData(),
              host.bundle(),
              host.secrets(),
              host.inputs(),
              host.ports(),
              host.generation(),
              host.readyTimeoutSeconds()));
    }

    @Override
    public List<@Nullable HostState> read(List<KnownHost> hosts) {
      var states = new ArrayList<@Nullable HostState>();
      for (KnownHost known : hosts) {
        HostSpecification host = machines.get(known.id());
        states.add(host == null ? null : state(known, host));
      }
      return states;
    }

    @Override
    public Optional<FoundHost> look(String id) {
      return Optional.ofNullable(machines.get(id))
          .map(host -> new FoundHost(host.placement().network().id(), null, state(id, host)));
    }

    @Override
    public void delete(KnownHost host, Progress progress) {
      machines.remove(host.id());
    }

    private HostState state(String id, HostSpecification host) {
      return state(new KnownHost(id, host.placement()), host);
    }

    private HostState state(KnownHost known, HostSpecification host) {
      return new HostState(
          known.id(),
          elsewhere.getOrDefault(known.id(), host.privateAddress()),
          host.generation(),
          sha256(host),
          !down.contains(known.id()),
          known.placement().equals(host.placement()) ? List.of() : List.of("placement"));
    }

    private static String sha256(HostSpecification host) {
      try {
        var digest = MessageDigest.getInstance("SHA-256");
        return HexFormat.of().formatHex(digest.digest(Base64.getDecoder().decode(host.userData())));
      } catch (NoSuchAlgorithmException missing) {
        throw new EsformBug("The runtime has no SHA-256.", missing);
      }
    }
  }

  private final class FakeNames implements NameService {
    @Override
    public void create(NameRecord record, Progress progress) {
      put(record, progress);
    }

    @Override
    public void put(NameRecord record, Progress progress) {
      records.put(record.name(), record);
    }

    @Override
    public List<@Nullable NameRecord> read(List<NameRecord> asked) {
      var found = new ArrayList<@Nullable NameRecord>();
      asked.forEach(record -> found.add(records.get(record.name())));
      return found;
    }

    @Override
    public void delete(NameRecord record, Progress progress) {
      records.remove(record.name());
    }

    @Override
    public Optional<NameNetwork> network(String place) {
      return place.equals("net")
          ? Optional.of(new NameNetwork("net", "10.77.0.0/24", null))
          : Optional.empty();
    }
  }
}
