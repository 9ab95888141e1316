package io.esform.providers.aws;

import io.esform.es.Databases;
import io.esform.es.Platform.PlatformException;
import io.esform.provider.Progress;
import io.esform.providers.aws.database.RdsDatabases;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Reports malformed responses about databases as failures.
///
/// @param databases the implementation
record GuardedDatabases(Guard guard, RdsDatabases databases) implements Databases {

  @Override
  public DatabaseState create(DatabaseSpecification database, String token, Progress progress)
      throws PlatformException {
    return guard.run(() -> databases.create(database, token, progress));
  }

  @Override
  public Optional<String> find(String name, String token) throws PlatformException {
    return guard.run(() -> databases.find(name, token));
  }

  @Override
  public DatabaseState update(
      DatabaseSpecification database, @Nullable String password, Progress progress)
      throws PlatformException {
    return guard.run(() -> databases.update(database, password, progress));
  }

  @Override
  public List<@Nullable DatabaseState> read(List<DatabaseSpecification> known)
      throws PlatformException {
    return guard.run(() -> databases.read(known));
  }

  @Override
  public boolean exists(String name) throws PlatformException {
    return guard.run(() -> databases.exists(name));
  }

  @Override
  public void delete(DatabaseSpecification database, Progress progress) throws PlatformException {
    guard.run(() -> databases.delete(database, progress));
  }
}
