package io.esform.providers.aws.database;

import io.esform.es.Databases.DatabaseSpecification;
import io.esform.es.Databases.DatabaseState;
import io.esform.provider.Progress;
import io.esform.providers.aws.call.AwsConnection;
import io.esform.providers.aws.call.AwsFailure;
import io.esform.providers.aws.call.Tags;
import io.esform.providers.aws.call.Waits;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.rds.model.DBInstance;
import software.amazon.awssdk.services.rds.model.ModifyDbInstanceRequest;

/// Implements managed databases as RDS instances. A database's id is its instance identifier.
/// Identifiers are unique, which makes creations idempotent.
public final class RdsDatabases {

  private static final Duration PATIENCE = Duration.ofMinutes(40);

  /// The final snapshot of a large disk takes long.
  private static final Duration DELETION_PATIENCE = Duration.ofMinutes(90);

  private final AwsConnection aws;
  private final DatabaseInstances instances;

  public RdsDatabases(AwsConnection aws) {
    this.aws = aws;
    this.instances = new DatabaseInstances(aws);
  }

  public DatabaseState create(DatabaseSpecification database, String token, Progress progress)
      throws AwsFailure {
    String name = database.name();
    if (find(name, token).isEmpty()) {
      make(database, token);
    }
    progress.identified(name);
    try {
      DBInstance instance = instances.awaitAvailable(name, patience(progress), progress);
      return DatabaseStates.of(aws, instance, database);
    } catch (AwsFailure failure) {
      throw failure.withId(name);
    }
  }

  private void make(DatabaseSpecification database, String token) throws AwsFailure {
    var request =
        DatabaseRequests.create(
            database,
            Tags.ofNew(aws, Map.of(Tags.NAME, database.name()), database.address(), token));
    try {
      aws.rds("rds:CreateDBInstance", rds -> rds.createDBInstance(request));
    } catch (AwsFailure failure) {
      boolean isOurs =
          (failure.isDuplicate() || failure.isAmbiguous())
              && find(database.name(), token).isPresent();
      if (!isOurs) {
        throw failure;
      }
    }
  }

  private static Duration patience(Progress progress) {
    Duration asked = progress.readyTimeout();
    return asked == null ? PATIENCE : asked;
  }

  public Optional<String> find(String name, String token) throws AwsFailure {
    return instances
        .get(name)
        .filter(instance -> !DatabaseInstances.isGoing(instance))
        .filter(instance -> Tags.hasToken(Tags.RDS.map(instance.tagList()), token))
        .map(DBInstance::dbInstanceIdentifier);
  }

  public DatabaseState update(
      DatabaseSpecification database, @Nullable String password, Progress progress)
      throws AwsFailure {
    Duration limit = patience(progress);
    DBInstance instance = instances.awaitAvailable(database.name(), limit, progress);
    ModifyDbInstanceRequest request = DatabaseRequests.modify(database, instance, password);
    if (DatabaseRequests.changesAnything(request)) {
      modify(request, limit, progress);
    }
    retag(instance, database);
    DBInstance after = instances.awaitAvailable(database.name(), limit, progress);
    return DatabaseStates.of(aws, after, database);
  }

  /// Retries while RDS refuses changes because the instance is busy.
  private void modify(ModifyDbInstanceRequest request, Duration limit, Progress progress)
      throws AwsFailure {
    Waits.until(
        aws,
        "the database " + request.dbInstanceIdentifier() + " to apply its changes",
        limit,
        progress,
        () ->
            aws.unless(
                    DatabaseInstances::isBusy,
                    () -> aws.rds("rds:ModifyDBInstance", rds -> rds.modifyDBInstance(request)))
                .isPresent());
  }

  private void retag(DBInstance instance, DatabaseSpecification database) throws AwsFailure {
    SortedMap<String, String> lacking =
        Tags.difference(Tags.RDS.map(instance.tagList()), DatabaseStates.tags(aws, database)).set();
    RdsTags.change(aws, instance.dbInstanceArn(), new Tags.Difference(lacking, List.of()));
  }

  public List<@Nullable DatabaseState> read(List<DatabaseSpecification> databases)
      throws AwsFailure {
    Map<String, DBInstance> found =
        instances.byName(databases.stream().map(DatabaseSpecification::name).toList());
    var states = new ArrayList<@Nullable DatabaseState>();
    for (DatabaseSpecification database : databases) {
      DBInstance instance = found.get(database.name());
      states.add(instance == null ? null : DatabaseStates.of(aws, instance, database));
    }
    return states;
  }

  public boolean exists(String name) throws AwsFailure {
    return instances.get(name).isPresent();
  }

  public void delete(DatabaseSpecification database, Progress progress) throws AwsFailure {
    Waits.until(
        aws,
        "the database " + database.name() + " to be deleted",
        DELETION_PATIENCE,
        progress,
        () -> isGone(database));
  }

  private boolean isGone(DatabaseSpecification database) throws AwsFailure {
    Optional<DBInstance> instance = instances.get(database.name());
    if (instance.isEmpty()) {
      return true;
    }
    if (!DatabaseInstances.isGoing(instance.get())) {
      delete(instance.get(), database);
    }
    return false;
  }

  private void delete(DBInstance instance, DatabaseSpecification database) throws AwsFailure {
    var request = DatabaseRequests.delete(instance, database);
    aws.unless(
        failure -> failure.isAbsence() || DatabaseInstances.isBusy(failure),
        () -> aws.rds("rds:DeleteDBInstance", rds -> rds.deleteDBInstance(request)));
  }
}
