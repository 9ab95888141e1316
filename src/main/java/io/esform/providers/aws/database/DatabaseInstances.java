package io.esform.providers.aws.database;

import io.esform.provider.Progress;
import io.esform.providers.aws.call.AwsConnection;
import io.esform.providers.aws.call.AwsFailure;
import io.esform.providers.aws.call.Waits;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import software.amazon.awssdk.services.rds.model.DBInstance;
import software.amazon.awssdk.services.rds.model.Filter;
import software.amazon.awssdk.services.rds.model.PendingModifiedValues;

/// Reads RDS instances and waits for them.
final class DatabaseInstances {

  private static final int BATCH = 100;

  private static final String DELETING = "deleting";

  /// Statuses that an instance does not leave by itself, in addition to all that start with
  /// `incompatible-`.
  ///
  /// https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/accessing-monitoring.html
  private static final Set<String> BROKEN =
      Set.of(
          "failed",
          "inaccessible-encryption-credentials",
          "inaccessible-encryption-credentials-recoverable",
          "insufficient-capacity",
          "restore-error",
          "stopped",
          "storage-full");

  /// Statuses in which the server is available. Some last for hours after a change of its disk.
  private static final Set<String> WORKING =
      Set.of(
          "available",
          "backing-up",
          "configuring-enhanced-monitoring",
          "configuring-iam-database-auth",
          "configuring-log-exports",
          "storage-config-upgrade",
          "storage-initialization",
          "storage-optimization");

  private final AwsConnection aws;

  DatabaseInstances(AwsConnection aws) {
    this.aws = aws;
  }

  static boolean isBusy(AwsFailure failure) {
    return failure.is("InvalidDBInstanceState", "InvalidDBInstanceStateFault");
  }

  Optional<DBInstance> get(String name) throws AwsFailure {
    return Optional.ofNullable(byName(List.of(name)).get(name));
  }

  /// Reads instances, by identifier; without those that do not exist. The filter may contain
  /// identifiers that do not exist.
  Map<String, DBInstance> byName(List<String> names) throws AwsFailure {
    var found = new TreeMap<String, DBInstance>();
    List<String> all = names.stream().distinct().toList();
    for (int start = 0; start < all.size(); start += BATCH) {
      var filter =
          Filter.builder()
              .name("db-instance-id")
              .values(all.subList(start, Math.min(all.size(), start + BATCH)))
              .build();
      aws
          .rds(
              "rds:DescribeDBInstances",
              rds ->
                  rds
                      .describeDBInstancesPaginator(request -> request.filters(filter))
                      .dbInstances()
                      .stream()
                      .toList())
          .stream()
          .filter(instance -> instance.dbInstanceIdentifier() != null)
          .forEach(instance -> found.put(instance.dbInstanceIdentifier(), instance));
    }
    return found;
  }

  /// Waits until it is available and has no pending changes.
  DBInstance awaitAvailable(String name, Duration limit, Progress progress) throws AwsFailure {
    Waits.until(
        aws,
        "the database " + name + " to be available",
        limit,
        progress,
        () -> isSettled(present(name)));
    return present(name);
  }

  private DBInstance present(String name) throws AwsFailure {
    Optional<DBInstance> instance = get(name);
    if (instance.isEmpty()) {
      throw AwsFailure.of(
          "Database not found",
          "The database " + name + " no longer exists. Plan again: it will be created again.");
    }
    return instance.get();
  }

  /// Whether the server is available, even if RDS is still changing it.
  static boolean isWorking(DBInstance instance) {
    return WORKING.contains(status(instance));
  }

  static boolean isGoing(DBInstance instance) {
    return status(instance).equals(DELETING);
  }

  private static String status(DBInstance instance) {
    String status = instance.dbInstanceStatus();
    return status == null ? "" : status.toLowerCase(Locale.ROOT);
  }

  static boolean isSettled(DBInstance instance) throws AwsFailure {
    String status = status(instance);
    if (BROKEN.contains(status) || status.startsWith("incompatible-") || isGoing(instance)) {
      throw AwsFailure.forGood(
          "Database not available",
          "The database %s is in the state \"%s\", which does not end without intervention. See its events in the RDS console."
              .formatted(instance.dbInstanceIdentifier(), status));
    }
    return isWorking(instance) && instance.endpoint() != null && !hasPending(instance);
  }

  private static boolean hasPending(DBInstance instance) {
    PendingModifiedValues pending = instance.pendingModifiedValues();
    return pending != null && !pending.equals(PendingModifiedValues.builder().build());
  }
}
