package io.esform.providers.aws;

import io.esform.diag.Diagnostics;
import io.esform.es.EsTypes;
import io.esform.es.InputFiles;
import io.esform.es.Platform;
import io.esform.es.Platform.Abilities;
import io.esform.es.Platform.InputSources;
import io.esform.provider.Connection;
import io.esform.provider.DataSource;
import io.esform.provider.ProviderDefinition;
import io.esform.provider.ResourceType;
import io.esform.provider.Waiter.Pauses;
import io.esform.providers.aws.database.DatabaseTypes;
import io.esform.providers.aws.ec2.Ec2Types;
import io.esform.providers.aws.hosts.Architectures;
import io.esform.providers.aws.identity.IdentityTypes;
import io.esform.providers.aws.names.NamesTypes;
import io.esform.providers.aws.parameters.ParametersTypes;
import io.esform.providers.aws.secrets.SecretsTypes;
import io.esform.providers.aws.storage.StorageTypes;
import io.esform.schema.Schema;
import io.esform.task.Tasks;
import io.esform.value.Value.ObjectValue;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.SequencedMap;

/// Hosts, databases and names on Amazon Web Services.
public final class AwsProvider implements ProviderDefinition {

  private static final Pauses PAUSES = new Pauses(Duration.ofSeconds(1), Duration.ofSeconds(10));

  private static final String INPUT_ADVICE =
      """
      Upload it to a bucket, from which the host downloads it:

          resource "aws_s3_object" "pack" {
            bucket = aws_s3_bucket.packs.bucket
            key    = "pack.zip"
            source = "PATH"
          }

      Then set source = "s3://BUCKET/pack.zip".\
      """;

  /// An instance reads its configuration only when it boots.
  private static final Abilities ABILITIES =
      new Abilities(
          false, true, InputSources.OBJECTS, false, true, new Architectures(), INPUT_ADVICE);

  private final InstantSource clock;
  private final Tasks tasks;
  private final Pauses pauses;
  private final InputFiles inputFiles;

  /// @param clock measures deadlines
  /// @param inputFiles the files of this machine
  public AwsProvider(InstantSource clock, InputFiles inputFiles) {
    this(clock, Tasks.real(), inputFiles);
  }

  /// @param tasks runs parallel calls and waits
  public AwsProvider(InstantSource clock, Tasks tasks, InputFiles inputFiles) {
    this(clock, tasks, PAUSES, inputFiles);
  }

  /// @param pauses between two polls
  AwsProvider(InstantSource clock, Tasks tasks, Pauses pauses, InputFiles inputFiles) {
    this.clock = clock;
    this.tasks = tasks;
    this.pauses = pauses;
    this.inputFiles = inputFiles;
  }

  private static Platform platform(Connection connection) {
    return ((PlatformConnection) connection).platform();
  }

  @Override
  public String name() {
    return "aws";
  }

  @Override
  public Schema configurationSchema() {
    return ProviderBlock.SCHEMA;
  }

  @Override
  public SequencedMap<String, ResourceType> resourceTypes() {
    var types = new LinkedHashMap<String, ResourceType>();
    types.putAll(Ec2Types.resources());
    types.putAll(DatabaseTypes.resources());
    types.putAll(EsTypes.over(AwsProvider::platform, ABILITIES, inputFiles));
    types.putAll(IdentityTypes.resources());
    types.putAll(NamesTypes.resources());
    types.putAll(SecretsTypes.resources());
    types.putAll(StorageTypes.resources(inputFiles));
    return Collections.unmodifiableSequencedMap(types);
  }

  @Override
  public SequencedMap<String, DataSource> dataSources() {
    var sources = new LinkedHashMap<String, DataSource>();
    sources.putAll(Ec2Types.dataSources());
    sources.putAll(IdentityTypes.dataSources());
    sources.putAll(NamesTypes.dataSources());
    sources.putAll(ParametersTypes.dataSources());
    return Collections.unmodifiableSequencedMap(sources);
  }

  @Override
  public Diagnostics validateConfiguration(ObjectValue configuration) {
    return ProviderBlock.check(configuration);
  }

  @Override
  public Connection connect(ObjectValue configuration) {
    return new PlatformConnection(ProviderBlock.read(configuration), clock, tasks, pauses);
  }
}
