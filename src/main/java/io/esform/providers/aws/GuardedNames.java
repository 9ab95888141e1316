package io.esform.providers.aws;

import io.esform.es.Platform.NameNetwork;
import io.esform.es.Platform.NameRecord;
import io.esform.es.Platform.NameService;
import io.esform.es.Platform.PlatformException;
import io.esform.provider.Progress;
import io.esform.providers.aws.records.ZoneRecords;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Reports malformed responses about names as failures.
///
/// @param names the implementation
record GuardedNames(Guard guard, ZoneRecords names) implements NameService {

  @Override
  public void create(NameRecord record, Progress progress) throws PlatformException {
    guard.run(() -> names.create(record, progress));
  }

  @Override
  public void put(NameRecord record, Progress progress) throws PlatformException {
    guard.run(() -> names.put(record, progress));
  }

  @Override
  public List<@Nullable NameRecord> read(List<NameRecord> records) throws PlatformException {
    return guard.run(() -> names.read(records));
  }

  @Override
  public void delete(NameRecord record, Progress progress) throws PlatformException {
    guard.run(() -> names.delete(record, progress));
  }

  @Override
  public Optional<NameNetwork> network(String place) throws PlatformException {
    return guard.run(() -> names.network(place));
  }
}
