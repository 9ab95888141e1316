package io.esform.providers.aws;

import io.esform.es.Platform.FoundHost;
import io.esform.es.Platform.HostPlacement;
import io.esform.es.Platform.HostSpecification;
import io.esform.es.Platform.HostState;
import io.esform.es.Platform.Hosts;
import io.esform.es.Platform.KnownHost;
import io.esform.provider.Progress;
import io.esform.providers.aws.call.AwsConnection;
import io.esform.providers.aws.call.AwsFailure;
import io.esform.providers.aws.hosts.InstanceHosts;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Hosts whose answers, however wrong, end in nothing but a failure.
///
/// @param hosts that do the work
record GuardedHosts(AwsConnection aws, InstanceHosts hosts) implements Hosts {

  @Override
  public HostState create(HostSpecification host, String token, Progress progress)
      throws AwsFailure {
    return aws.guard(() -> hosts.create(host, token, progress));
  }

  @Override
  public Optional<String> find(String token) throws AwsFailure {
    return aws.guard(() -> hosts.find(token));
  }

  @Override
  public HostState update(String id, HostSpecification host, Progress progress) throws AwsFailure {
    return aws.guard(() -> hosts.update(id, host, progress));
  }

  @Override
  public void adjust(String id, HostPlacement placement, Progress progress) throws AwsFailure {
    aws.guard(() -> hosts.adjust(id, placement, progress));
  }

  @Override
  public List<@Nullable HostState> read(List<KnownHost> known) throws AwsFailure {
    return aws.guard(() -> hosts.read(known));
  }

  @Override
  public Optional<FoundHost> look(String id) throws AwsFailure {
    return aws.guard(() -> hosts.look(id));
  }

  @Override
  public void delete(KnownHost host, Progress progress) throws AwsFailure {
    aws.guard(() -> hosts.delete(host, progress));
  }
}
