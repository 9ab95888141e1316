package io.esform.providers.aws.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.esform.providers.aws.call.AwsFailure;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.rds.model.DBInstance;

class DatabaseInstancesTest {

  private static DBInstance in(String status) {
    return DBInstance.builder()
        .dbInstanceIdentifier("db")
        .dbInstanceStatus(status)
        .endpoint(endpoint -> endpoint.address("db.example.com"))
        .build();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "available",
        "backing-up",
        "configuring-enhanced-monitoring",
        "configuring-iam-database-auth",
        "configuring-log-exports",
        "storage-config-upgrade",
        "storage-initialization",
        "storage-optimization"
      })
  void aServerThatWorksIsNotWaitedFor(String status) throws AwsFailure {
    assertThat(DatabaseInstances.isSettled(in(status))).isTrue();
    assertThat(DatabaseInstances.isWorking(in(status))).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "creating",
        "modifying",
        "rebooting",
        "upgrading",
        "maintenance",
        "starting",
        "stopping",
        "resetting-master-credentials",
        "something-new"
      })
  void aServerThatIsOnItsWayIsWaitedFor(String status) throws AwsFailure {
    assertThat(DatabaseInstances.isSettled(in(status))).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "failed",
        "incompatible-create",
        "incompatible-network",
        "incompatible-parameters",
        "inaccessible-encryption-credentials",
        "insufficient-capacity",
        "restore-error",
        "storage-full",
        "stopped",
        "deleting"
      })
  void aServerThatDoesNotComeBackEndsTheWait(String status) {
    assertThatExceptionOfType(AwsFailure.class)
        .isThrownBy(() -> DatabaseInstances.isSettled(in(status)))
        .satisfies(failure -> {
          assertThat(failure.diagnostic().detail()).contains("\"" + status + "\"");
          assertThat(failure.withId("db").isUnfinished()).isFalse();
        });
  }
}
