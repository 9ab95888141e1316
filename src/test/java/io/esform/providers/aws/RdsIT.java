package io.esform.providers.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.esform.diag.Diagnostic;
import io.esform.plan.Action;
import io.esform.testing.Relay.Answer;
import io.esform.testing.aws.AwsBench;
import io.esform.testing.aws.AwsCall;
import io.esform.testing.aws.Emulation;
import io.esform.testing.aws.OtherHand;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import software.amazon.awssdk.services.rds.RdsClient;

/// Managed databases and their groups, on the emulated AWS.
@Tag("real")
@TestInstance(Lifecycle.PER_CLASS)
class RdsIT {

  private static final String NETWORK =
      """
      resource "aws_vpc" "main" {
        cidr_block = "10.20.0.0/16"
      }
      resource "aws_subnet" "a" {
        vpc_id            = aws_vpc.main.id
        cidr_block        = "10.20.1.0/24"
        availability_zone = "eu-central-1a"
      }
      resource "aws_subnet" "b" {
        vpc_id            = aws_vpc.main.id
        cidr_block        = "10.20.2.0/24"
        availability_zone = "eu-central-1b"
      }
      resource "aws_db_subnet_group" "main" {
        name       = "main"
        subnet_ids = [aws_subnet.a.id, aws_subnet.b.id]
      }
      """;

  private static final String PARAMETER =
      "parameter {\n    name  = \"max_connections\"\n    value = \"%s\"\n  }";

  private static final String NOT_OFFERED =
      "<ErrorResponse><Error><Type>Sender</Type><Code>InvalidParameterCombination</Code><Message>Cannot"
          + " find version 8.0 for"
          + " mysql</Message></Error><RequestId>4711</RequestId></ErrorResponse>";

  private final AtomicBoolean isRefusing = new AtomicBoolean();
  @AutoClose private final Emulation aws = Emulation.start();
  @AutoClose private final RdsClient rds = OtherHand.rds(aws);

  @BeforeEach
  void forget() {
    aws.reset();
  }

  @Test
  void aParameterGroupIsMadeAndChangedAndTakenOverAndGoesAgain() {
    var bench = new AwsBench(aws);
    bench.apply(parameters(PARAMETER.formatted("500")));
    String more = parameters(PARAMETER.formatted("600"));
    assertThat(bench.action(more, "aws_db_parameter_group.main")).isEqualTo(Action.UPDATE);
    bench.apply(more);
    bench.adopt(more, "aws_db_parameter_group.main", "es");
    bench.destroy(more);
    aws.checkRequestsOf("rds", "aws_db_parameter_group");
  }

  private static String parameters(String blocks) {
    return """
    resource "aws_db_parameter_group" "main" {
      name   = "es"
      family = "mysql8.0"
      %s
    }
    """
        .formatted(blocks);
  }

  @Test
  void aManagedDatabaseIsMadeAndChangedAndGoesWithoutASnapshot() {
    var bench = new AwsBench(aws);
    bench.apply(NETWORK + database("db.t3.medium", 7, false, true));
    assertThat(bench.text("es_database.this", "endpoint")).startsWith("db.");
    String larger = NETWORK + database("db.t3.large", 3, false, true);
    assertThat(bench.action(larger, "es_database.this")).isEqualTo(Action.UPDATE);
    bench.apply(larger);
    bench.destroy(larger);
    aws.checkRequestsOf("rds", "aws_db_instance");
  }

  @Test
  void aClassChangedByOthersIsPutRight() {
    var bench = new AwsBench(aws);
    String main = NETWORK + database("db.t3.medium", 7, false, true);
    bench.apply(main);
    rds.modifyDBInstance(request ->
        request.dbInstanceIdentifier("db").dbInstanceClass("db.t3.large").applyImmediately(true));
    assertThat(bench.action(main, "es_database.this")).isEqualTo(Action.UPDATE);
    bench.apply(main);
  }

  /// RDS offers only some versions, and some of them only in some sizes.
  @Test
  void aVersionThatIsNotOfferedIsTold() {
    aws.proxy()
        .answering((call, _) ->
            call.operation().equals("CreateDBInstance") && isRefusing.get()
                ? Answer.xml(400, NOT_OFFERED)
                : null);
    isRefusing.set(true);
    var bench = new AwsBench(aws);
    String main = NETWORK + database("db.t3.medium", 7, false, true);
    var reported = bench.tryApply(main);
    assertThat(reported.all())
        .singleElement()
        .satisfies(diagnostic -> {
          assertThat(diagnostic.summary()).isEqualTo("Not offered by RDS");
          assertThat(diagnostic.address()).isEqualTo("es_database.this");
          assertThat(diagnostic.detail())
              .contains("Cannot find version 8.0 for mysql", "describe-orderable-db-instance");
        });
    assertThat(bench.id("aws_db_subnet_group.main")).isEqualTo("main");
    isRefusing.set(false);
    bench.apply(main);
    bench.destroy(main);
  }

  /// A database of that name that this state has not created is unchanged.
  @Test
  void aTakenNameIsTold() {
    rds.createDBInstance(request ->
        request
            .dbInstanceIdentifier("db")
            .engine("mysql")
            .dbInstanceClass("db.t3.small")
            .allocatedStorage(20)
            .masterUsername("other")
            .masterUserPassword("another-word"));
    var reported = new AwsBench(aws).tryApply(NETWORK + database("db.t3.medium", 7, false, true));
    assertThat(reported.all())
        .singleElement()
        .extracting(Diagnostic::summary, Diagnostic::address)
        .containsExactly("Name taken", "es_database.this");
  }

  /// Its password cannot be read; it is assumed to be that of the block.
  @Test
  void aDatabaseMadeByHandIsImported() {
    var bench = new AwsBench(aws);
    bench.apply(NETWORK);
    rds.createDBInstance(request ->
        request
            .dbInstanceIdentifier("db")
            .engine("mysql")
            .engineVersion("8.0")
            .dbInstanceClass("db.t3.small")
            .allocatedStorage(20)
            .storageType("gp3")
            .storageEncrypted(true)
            .backupRetentionPeriod(7)
            .dbSubnetGroupName("main")
            .masterUsername("wso2es")
            .masterUserPassword("s3cret-word"));
    String block = "import {\n  to = es_database.this\n  id = \"db\"\n}\n";
    String main = NETWORK + database("db.t3.small", 7, false, true);
    assertThat(bench.action(block + main, "es_database.this")).isEqualTo(Action.NO_OP);
    String larger = NETWORK + database("db.t3.medium", 7, false, true);
    assertThat(bench.action(block + larger, "es_database.this")).isEqualTo(Action.UPDATE);
    bench.apply(block + main);
    bench.destroy(main);
  }

  /// A configuration without the version argument.
  @Test
  void aServerKeepsItsVersionWhenTheConfigurationNamesNone() {
    var bench = new AwsBench(aws);
    String unnamed = NETWORK + database("db.t3.small", 7, false, true);
    bench.apply(unnamed.replace("rds {", "rds {\n    engine_version = \"8.0\""));
    bench.assertNothingToDo(unnamed);
    String upgraded = unnamed.replace("rds {", "rds {\n    engine_version = \"8.4\"");
    bench.apply(upgraded);
    assertThat(aws.proxy().calls())
        .filteredOn(call -> call.operation().equals("ModifyDBInstance"))
        .extracting(AwsCall::parameters)
        .singleElement()
        .satisfies(parameters ->
            assertThat(parameters)
                .containsEntry("EngineVersion", "8.4")
                .containsEntry("AllowMajorVersionUpgrade", "true"));
  }

  @Test
  void aProtectedDatabaseGoesOnceItsProtectionIsOff() {
    var bench = new AwsBench(aws);
    String kept = NETWORK + database("db.t3.medium", 7, true, false);
    bench.apply(kept);
    assertThatThrownBy(() -> bench.destroy(kept)).hasMessageContaining("Deletion protection");
    String open = NETWORK + database("db.t3.medium", 7, false, false);
    bench.apply(open);
    bench.destroy(open);
    aws.checkRequestsOf("rds", "aws_db_instance_protected");
  }

  private static String database(String size, int days, boolean isProtected, boolean isSkipped) {
    return """
    resource "es_database" "this" {
      name                = "db"
      engine              = "rds"
      size                = "%s"
      password            = "s3cret-word"
      deletion_protection = %s
      network = {
        id   = aws_vpc.main.id
        cidr = aws_vpc.main.cidr_block
      }
      rds {
        subnet_group_name       = aws_db_subnet_group.main.name
        backup_retention_period = %d
        skip_final_snapshot     = %s
      }
    }
    """
        .formatted(size, isProtected, days, isSkipped);
  }
}
