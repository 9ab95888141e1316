package io.esform.providers.aws.database;

import static org.assertj.core.api.Assertions.assertThat;

import io.esform.es.Databases.DatabaseSpecification;
import io.esform.es.Databases.ManagedSettings;
import java.util.List;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.rds.model.DBInstance;
import software.amazon.awssdk.services.rds.model.DBParameterGroupStatus;

class DatabaseRequestsTest {

  private static DatabaseSpecification database(String window) {
    var settings =
        new ManagedSettings(
            "8.0",
            "GP3",
            false,
            7,
            "03:00-04:00",
            window,
            "Parameters",
            "Subnets",
            false,
            null,
            null);
    return new DatabaseSpecification(
        "es_database.this", "db", "db.T3.medium", 20, "admin", "word", List.of(), false, settings);
  }

  private static DBInstance found() {
    return DBInstance.builder()
        .dbInstanceIdentifier("db")
        .dbInstanceClass("db.t3.medium")
        .allocatedStorage(20)
        .deletionProtection(false)
        .storageType("gp3")
        .multiAZ(false)
        .backupRetentionPeriod(7)
        .preferredBackupWindow("03:00-04:00")
        .preferredMaintenanceWindow("sun:05:00-sun:06:00")
        .dbParameterGroups(
            DBParameterGroupStatus.builder().dbParameterGroupName("parameters").build())
        .dbSubnetGroup(group -> group.dbSubnetGroupName("subnets"))
        .engineVersion("8.0.40")
        .build();
  }

  /// RDS returns it in lower case.
  @Test
  void anotherCaseIsNoChange() {
    var request = DatabaseRequests.modify(database("Sun:05:00-Sun:06:00"), found(), null);
    assertThat(DatabaseRequests.changesAnything(request)).isFalse();
  }

  @Test
  void anotherWindowIsOne() {
    var request = DatabaseRequests.modify(database("Mon:05:00-Mon:06:00"), found(), null);
    assertThat(request.preferredMaintenanceWindow()).isEqualTo("Mon:05:00-Mon:06:00");
  }
}
