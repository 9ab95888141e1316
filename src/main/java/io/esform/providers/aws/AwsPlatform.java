package io.esform.providers.aws;

import io.esform.es.Platform;
import io.esform.providers.aws.call.AwsConnection;
import io.esform.providers.aws.hosts.InstanceHosts;
import io.esform.providers.aws.records.ChangeBatches;
import io.esform.providers.aws.records.ZoneRecords;

/// AWS as what carries the portable types.
final class AwsPlatform implements Platform {

  private final Hosts hosts;
  private final Names names;

  AwsPlatform(AwsConnection aws) {
    this.hosts = new InstanceHosts(aws);
    this.names = new ZoneRecords(aws, new ChangeBatches(aws));
  }

  @Override
  public Hosts hosts() {
    return hosts;
  }

  @Override
  public Names names() {
    return names;
  }
}
