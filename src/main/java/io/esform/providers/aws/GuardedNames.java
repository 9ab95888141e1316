package io.esform.providers.aws;

import io.esform.es.Platform.NameNetwork;
import io.esform.es.Platform.NameRecord;
import io.esform.es.Platform.Names;
import io.esform.provider.Progress;
import io.esform.providers.aws.call.AwsConnection;
import io.esform.providers.aws.call.AwsFailure;
import io.esform.providers.aws.records.ZoneRecords;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Names whose answers, however wrong, end in nothing but a failure.
///
/// @param names that do the work
record GuardedNames(AwsConnection aws, ZoneRecords names) implements Names {

  @Override
  public void create(NameRecord record, Progress progress) throws AwsFailure {
    aws.guard(() -> names.create(record, progress));
  }

  @Override
  public void put(NameRecord record, Progress progress) throws AwsFailure {
    aws.guard(() -> names.put(record, progress));
  }

  @Override
  public List<@Nullable NameRecord> read(List<NameRecord> records) throws AwsFailure {
    return aws.guard(() -> names.read(records));
  }

  @Override
  public void delete(NameRecord record, Progress progress) throws AwsFailure {
    aws.guard(() -> names.delete(record, progress));
  }

  @Override
  public Optional<NameNetwork> network(String place) throws AwsFailure {
    return aws.guard(() -> names.network(place));
  }
}
