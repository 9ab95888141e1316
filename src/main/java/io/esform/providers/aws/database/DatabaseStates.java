package io.esform.providers.aws.database;

import io.esform.es.Databases.DatabaseSpecification;
import io.esform.es.Databases.DatabaseState;
import io.esform.es.Databases.ManagedSettings;
import io.esform.providers.aws.call.AwsConnection;
import io.esform.providers.aws.call.Tags;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.rds.model.DBInstance;
import software.amazon.awssdk.services.rds.model.DBParameterGroupStatus;
import software.amazon.awssdk.services.rds.model.VpcSecurityGroupMembership;

/// Converts RDS instances to the form of their specification.
final class DatabaseStates {

  private DatabaseStates() {}

  static DatabaseState of(AwsConnection aws, DBInstance instance, DatabaseSpecification wanted) {
    String endpoint = instance.endpoint() == null ? null : instance.endpoint().address();
    return new DatabaseState(
        endpoint == null ? "" : endpoint,
        DatabaseInstances.isWorking(instance),
        found(instance, wanted),
        deviations(aws, instance, wanted),
        or(instance.dbiResourceId(), ""));
  }

  /// Values that AWS does not return count as the wanted ones.
  private static DatabaseSpecification found(DBInstance instance, DatabaseSpecification wanted) {
    return new DatabaseSpecification(
        wanted.address(),
        wanted.name(),
        or(instance.dbInstanceClass(), wanted.size()),
        or(instance.allocatedStorage(), wanted.diskSize()),
        or(instance.masterUsername(), wanted.user()),
        wanted.password(),
        wanted.securityGroups(),
        or(instance.deletionProtection(), wanted.deletionProtection()),
        settings(instance, wanted.settings()));
  }

  private static ManagedSettings settings(DBInstance instance, ManagedSettings wanted) {
    return new ManagedSettings(
        version(instance.engineVersion(), wanted.engineVersion()),
        or(instance.storageType(), wanted.storageType()),
        or(instance.multiAZ(), wanted.multiAz()),
        or(instance.backupRetentionPeriod(), wanted.backupRetentionPeriod()),
        ifAsked(wanted.backupWindow(), instance.preferredBackupWindow()),
        ifAsked(wanted.maintenanceWindow(), instance.preferredMaintenanceWindow()),
        ifAsked(wanted.parameterGroupName(), parameterGroup(instance)),
        instance.dbSubnetGroup() == null
            ? wanted.subnetGroupName()
            : or(instance.dbSubnetGroup().dbSubnetGroupName(), wanted.subnetGroupName()),
        wanted.skipFinalSnapshot(),
        wanted.kmsKeyId(),
        instance.engineLifecycleSupport() == null
            ? wanted.lifecycleSupport()
            : instance.engineLifecycleSupport());
  }

  private static <T> T or(@Nullable T found, T otherwise) {
    return found == null || isSame(found, otherwise) ? otherwise : found;
  }

  /// Ignores case, as RDS converts names, windows and classes to lower case.
  static boolean isSame(@Nullable Object found, @Nullable Object wanted) {
    return (found instanceof String text && wanted instanceof String other)
        ? text.equalsIgnoreCase(other)
        : Objects.equals(found, wanted);
  }

  /// Keeps arguments unset that the configuration leaves to AWS.
  private static @Nullable String ifAsked(@Nullable String wanted, @Nullable String found) {
    return wanted == null ? null : or(found, wanted);
  }

  /// Returns the wanted version if it is a prefix of the found one. Otherwise returns the found
  /// version, shortened to as many numbers as the wanted one has, or to two numbers if none is
  /// wanted, as RDS upgrades minor versions by itself.
  static String version(@Nullable String found, String wanted) {
    if (found == null || found.equals(wanted) || found.startsWith(wanted + ".")) {
      return wanted;
    }
    String[] numbers = found.split("\\.", -1);
    int length = wanted.isEmpty() ? 2 : wanted.split("\\.", -1).length;
    return String.join(".", Arrays.asList(numbers).subList(0, Math.min(length, numbers.length)));
  }

  static @Nullable String parameterGroup(DBInstance instance) {
    return instance.dbParameterGroups().stream()
        .map(DBParameterGroupStatus::dbParameterGroupName)
        .filter(Objects::nonNull)
        .findFirst()
        .orElse(null);
  }

  private static List<String> deviations(
      AwsConnection aws, DBInstance instance, DatabaseSpecification wanted) {
    var deviations =
        new ArrayList<>(Tags.deviations(tags(aws, wanted), Tags.RDS.map(instance.tagList())));
    if (hasOtherGroups(instance, wanted)) {
      deviations.add("security groups are " + String.join(", ", groups(instance)));
    }
    return deviations;
  }

  /// The tags that follow from the configuration alone.
  static SortedMap<String, String> tags(AwsConnection aws, DatabaseSpecification database) {
    return Tags.plain(Tags.named(aws, database.name(), database.address()));
  }

  static boolean hasOtherGroups(DBInstance instance, DatabaseSpecification wanted) {
    return !wanted.securityGroups().isEmpty()
        && !groups(instance).equals(new TreeSet<>(wanted.securityGroups()));
  }

  private static SortedSet<String> groups(DBInstance instance) {
    var groups = new TreeSet<String>();
    instance.vpcSecurityGroups().stream()
        .map(VpcSecurityGroupMembership::vpcSecurityGroupId)
        .filter(Objects::nonNull)
        .forEach(groups::add);
    return groups;
  }
}
