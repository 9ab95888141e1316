package io.esform.providers.aws;

import io.esform.es.Platform.FoundHost;
import io.esform.es.Platform.HostPlacement;
import io.esform.es.Platform.HostSpecification;
import io.esform.es.Platform.HostState;
import io.esform.es.Platform.Hosts;
import io.esform.es.Platform.KnownHost;
import io.esform.es.Platform.PlatformException;
import io.esform.provider.Progress;
import io.esform.providers.aws.hosts.InstanceHosts;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Reports malformed responses about hosts as failures.
///
/// @param hosts the implementation
record GuardedHosts(Guard guard, InstanceHosts hosts) implements Hosts {

  @Override
  public HostState create(HostSpecification host, String token, Progress progress)
      throws PlatformException {
    return guard.run(() -> hosts.create(host, token, progress));
  }

  @Override
  public Optional<String> find(String token) throws PlatformException {
    return guard.run(() -> hosts.find(token));
  }

  @Override
  public HostState update(String id, HostSpecification host, Progress progress)
      throws PlatformException {
    return guard.run(() -> hosts.update(id, host, progress));
  }

  @Override
  public void adjust(String id, HostPlacement placement, Progress progress)
      throws PlatformException {
    guard.run(() -> hosts.adjust(id, placement, progress));
  }

  @Override
  public List<@Nullable HostState> read(List<KnownHost> known) throws PlatformException {
    return guard.run(() -> hosts.read(known));
  }

  @Override
  public Optional<FoundHost> look(String id) throws PlatformException {
    return guard.run(() -> hosts.look(id));
  }

  @Override
  public void delete(KnownHost host, Progress progress) throws PlatformException {
    guard.run(() -> hosts.delete(host, progress));
  }
}
