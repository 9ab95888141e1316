package io.esform.providers.aws.database;

import io.esform.diag.EsformBug;
import io.esform.es.Databases.DatabaseSpecification;
import io.esform.es.Databases.ManagedSettings;
import io.esform.providers.aws.call.Tags;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.rds.model.CreateDbInstanceRequest;
import software.amazon.awssdk.services.rds.model.DBInstance;
import software.amazon.awssdk.services.rds.model.DeleteDbInstanceRequest;
import software.amazon.awssdk.services.rds.model.ModifyDbInstanceRequest;

/// Builds RDS requests from specifications.
final class DatabaseRequests {

  private static final String ENGINE = "mysql";

  /// Instance identifiers have at most 63 characters and snapshot identifiers 255, so the whole
  /// name fits.
  private static final String FINAL = "-final-";

  private DatabaseRequests() {}

  static CreateDbInstanceRequest create(DatabaseSpecification database, Map<String, String> tags) {
    ManagedSettings settings = database.settings();
    var request =
        CreateDbInstanceRequest.builder()
            .dbInstanceIdentifier(database.name())
            .engine(ENGINE)
            .engineVersion(settings.engineVersion())
            .engineLifecycleSupport(settings.lifecycleSupport())
            .dbInstanceClass(database.size())
            .allocatedStorage(database.diskSize())
            .storageType(settings.storageType())
            .storageEncrypted(true)
            .kmsKeyId(settings.kmsKeyId())
            .masterUsername(database.user())
            .masterUserPassword(database.password())
            .multiAZ(settings.multiAz())
            .backupRetentionPeriod(settings.backupRetentionPeriod())
            .preferredBackupWindow(settings.backupWindow())
            .preferredMaintenanceWindow(settings.maintenanceWindow())
            .dbParameterGroupName(settings.parameterGroupName())
            .dbSubnetGroupName(settings.subnetGroupName())
            .publiclyAccessible(false)
            .copyTagsToSnapshot(true)
            .autoMinorVersionUpgrade(true)
            .deletionProtection(database.deletionProtection())
            .tags(Tags.RDS.list(tags));
    if (!database.securityGroups().isEmpty()) {
      request.vpcSecurityGroupIds(database.securityGroups());
    }
    return request.build();
  }

  /// Contains only changed arguments: RDS refuses some arguments even if they change nothing.
  static ModifyDbInstanceRequest modify(
      DatabaseSpecification database, DBInstance now, @Nullable String password) {
    ManagedSettings settings = database.settings();
    var request =
        ModifyDbInstanceRequest.builder()
            .dbInstanceIdentifier(database.name())
            .applyImmediately(true)
            .masterUserPassword(password)
            .dbInstanceClass(changed(database.size(), now.dbInstanceClass()))
            .allocatedStorage(changed(database.diskSize(), now.allocatedStorage()))
            .deletionProtection(changed(database.deletionProtection(), now.deletionProtection()))
            .storageType(changed(settings.storageType(), now.storageType()))
            .multiAZ(changed(settings.multiAz(), now.multiAZ()))
            .backupRetentionPeriod(
                changed(settings.backupRetentionPeriod(), now.backupRetentionPeriod()))
            .preferredBackupWindow(changed(settings.backupWindow(), now.preferredBackupWindow()))
            .preferredMaintenanceWindow(
                changed(settings.maintenanceWindow(), now.preferredMaintenanceWindow()))
            .dbParameterGroupName(parameterGroup(settings, now))
            .dbSubnetGroupName(subnetGroup(settings, now));
    setVersion(request, settings.engineVersion(), now.engineVersion());
    if (DatabaseStates.hasOtherGroups(now, database)) {
      request.vpcSecurityGroupIds(database.securityGroups());
    }
    return request.build();
  }

  private static <T> @Nullable T changed(@Nullable T wanted, @Nullable T now) {
    return DatabaseStates.isSame(now, wanted) ? null : wanted;
  }

  /// If the configuration has no parameter group, the default group of the server's version.
  private static @Nullable String parameterGroup(ManagedSettings settings, DBInstance now) {
    String wanted = settings.parameterGroupName();
    String found = DatabaseStates.parameterGroup(now);
    if (wanted == null && found != null && !found.startsWith("default.")) {
      return "default." + ENGINE + family(settings.engineVersion());
    }
    return changed(wanted, found);
  }

  /// The first two numbers of a version.
  private static String family(String version) {
    String[] numbers = version.split("\\.", -1);
    return numbers[0] + "." + numbers[1];
  }

  private static @Nullable String subnetGroup(ManagedSettings settings, DBInstance now) {
    return now.dbSubnetGroup() == null
        ? null
        : changed(settings.subnetGroupName(), now.dbSubnetGroup().dbSubnetGroupName());
  }

  private static void setVersion(
      ModifyDbInstanceRequest.Builder request, String wanted, @Nullable String found) {
    boolean isOther = found != null && !DatabaseStates.version(found, wanted).equals(wanted);
    if (isOther && found != null) {
      request.engineVersion(wanted);
      if (!family(found).equals(family(wanted))) {
        request.allowMajorVersionUpgrade(true);
      }
    }
  }

  static boolean changesAnything(ModifyDbInstanceRequest request) {
    return !request.equals(
        ModifyDbInstanceRequest.builder()
            .dbInstanceIdentifier(request.dbInstanceIdentifier())
            .applyImmediately(true)
            .build());
  }

  static DeleteDbInstanceRequest delete(DBInstance now, DatabaseSpecification database) {
    boolean isSkipped = database.settings().skipFinalSnapshot();
    return DeleteDbInstanceRequest.builder()
        .dbInstanceIdentifier(database.name())
        .skipFinalSnapshot(isSkipped)
        .finalDBSnapshotIdentifier(isSkipped ? null : snapshot(now))
        .build();
  }

  /// The identifier of the final snapshot: the same for every attempt, and different for each
  /// server that has had this name.
  private static String snapshot(DBInstance now) {
    String resource = now.dbiResourceId() == null ? now.dbInstanceArn() : now.dbiResourceId();
    return now.dbInstanceIdentifier() + FINAL + digest(resource);
  }

  /// Eight hexadecimal digits.
  private static String digest(String text) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest, 0, 4);
    } catch (NoSuchAlgorithmException missing) {
      throw new EsformBug("The runtime has no SHA-256.", missing);
    }
  }
}
