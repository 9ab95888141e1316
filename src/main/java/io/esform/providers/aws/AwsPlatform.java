package io.esform.providers.aws;

import io.esform.es.Databases;
import io.esform.es.Platform;
import io.esform.providers.aws.call.AwsConnection;
import io.esform.providers.aws.database.RdsDatabases;
import io.esform.providers.aws.hosts.InstanceHosts;
import io.esform.providers.aws.records.ChangeBatches;
import io.esform.providers.aws.records.ZoneRecords;
import java.util.Optional;

/// Implements the portable types on AWS.
final class AwsPlatform implements Platform {

  private final Hosts hosts;
  private final NameService names;
  private final Databases databases;

  AwsPlatform(AwsConnection aws) {
    var guard = new Guard(aws);
    this.hosts = new GuardedHosts(guard, new InstanceHosts(aws));
    this.names = new GuardedNames(guard, new ZoneRecords(aws, new ChangeBatches(aws)));
    this.databases = new GuardedDatabases(guard, new RdsDatabases(aws));
  }

  @Override
  public Hosts hosts() {
    return hosts;
  }

  @Override
  public NameService names() {
    return names;
  }

  @Override
  public Optional<Databases> databases() {
    return Optional.of(databases);
  }
}
