package io.esform.providers.aws;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.esform.es.Databases;
import io.esform.es.Databases.DatabaseSpecification;
import io.esform.es.Databases.ManagedSettings;
import io.esform.es.Platform.PlatformException;
import io.esform.provider.Importable;
import io.esform.provider.Importable.ImportRequest;
import io.esform.provider.Recoverable;
import io.esform.provider.Recoverable.FindRequest;
import io.esform.provider.ResourceType;
import io.esform.provider.ResourceType.ApplyResponse;
import io.esform.provider.ResourceType.CreateRequest;
import io.esform.provider.Waiter.Pauses;
import io.esform.providers.aws.call.AwsConnection;
import io.esform.task.Tasks;
import io.esform.testing.FakeInputFiles;
import io.esform.testing.NoProgress;
import io.esform.value.Value;
import io.esform.value.Value.ObjectValue;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Creations whose wait ends before the object exists.
class UnfinishedCreationsTest {

  private static final String TOKEN = "0123456789abcdef0123456789abcdef";

  private final AtomicLong now = new AtomicLong();
  private final InstantSource clock = () -> Instant.ofEpochSecond(now.addAndGet(60));
  private final AwsProvider provider =
      new AwsProvider(
          clock,
          Tasks.real(),
          new Pauses(Duration.ofNanos(1), Duration.ofNanos(1)),
          new FakeInputFiles(Map.of()));
  @AutoClose private final ForeignAnswers server = new ForeignAnswers();
  @AutoClose private final AwsConnection aws = server.connection(provider);

  UnfinishedCreationsTest() throws IOException {}

  private static DatabaseSpecification database() {
    var settings =
        new ManagedSettings("8.0", "gp3", false, 7, null, null, null, "subnets", false, null, null);
    return new DatabaseSpecification(
        "es_database.this", "db", "db.t3.medium", 20, "admin", "word", List.of(), false, settings);
  }

  private Databases databasesIn(String status) {
    server.answerWith(
        "DescribeDBInstances",
        server
            .rightAnswer("DescribeDBInstances")
            .replace("<DBInstanceStatus>available<", "<DBInstanceStatus>" + status + "<"));
    return new AwsPlatform(aws).databases().orElseThrow();
  }

  @ParameterizedTest
  @CsvSource({"creating, true", "incompatible-network, false", "failed, false"})
  void aDatabaseThatIsStillBeingMadeIsUnfinished(String status, boolean unfinished) {
    assertThatExceptionOfType(PlatformException.class)
        .isThrownBy(() -> databasesIn(status).create(database(), TOKEN, new NoProgress()))
        .satisfies(failure -> {
          assertThat(failure.isUnfinished()).isEqualTo(unfinished);
          assertThat(failure.id()).isEqualTo("db");
        });
  }

  @Test
  void aDatabaseThatCameUpMeanwhileIsNotMadeAgain() throws PlatformException {
    assertThat(databasesIn("available").create(database(), TOKEN, new NoProgress()).available())
        .isTrue();
    assertThat(server.requests("CreateDBInstance")).isEmpty();
  }

  @Test
  void aDatabaseThatIsBeingDeletedIsNotTakenOver() throws PlatformException {
    assertThat(databasesIn("deleting").find("db", TOKEN)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"pending, true", "failed, false", "deleting, false"})
  void aNatGatewayThatIsStillComingUpIsUnfinished(String state, boolean unfinished) {
    ResourceType type = requireNonNull(provider.resourceTypes().get("aws_nat_gateway"));
    ObjectValue planned =
        requireNonNull(
            ((Importable) type).importState(aws, new ImportRequest("a.b", "nat-1")).state());
    server.answerWith(
        "DescribeNatGateways",
        server
            .rightAnswer("DescribeNatGateways")
            .replace("<state>available<", "<state>" + state + "<"));

    ApplyResponse response =
        type.create(aws, new CreateRequest("a.b", planned, TOKEN, new NoProgress()));

    assertThat(response.diagnostics().hasErrors()).isTrue();
    assertThat(response.unfinished()).isEqualTo(unfinished);
    assertThat(requireNonNull(response.state()).get("id")).isEqualTo(Value.of("nat-1"));
  }

  /// After an unusable answer, the result of the call is unknown.
  @Test
  void aCreationWithAnUnusableAnswerIsUnfinishedAndNotRepeated() {
    ResourceType type = requireNonNull(provider.resourceTypes().get("aws_vpc"));
    ObjectValue planned =
        requireNonNull(
            ((Importable) type).importState(aws, new ImportRequest("a.b", "vpc-1")).state());
    server.answerWith("DescribeVpcs", "<DescribeVpcsResponse/>");
    server.answerWith("CreateVpc", "<CreateVpcResponse/>");

    ApplyResponse response =
        type.create(aws, new CreateRequest("a.b", planned, TOKEN, new NoProgress()));

    assertThat(response.unfinished()).isTrue();
    assertThat(response.state()).isNull();
    assertThat(server.requests("CreateVpc")).hasSize(1);
  }

  /// Tags of deleted objects remain visible for a time.
  @Test
  void anObjectIsFoundByItsTagOnlyWhereItIs() {
    server.answerWith("DescribeVpcs", "<DescribeVpcsResponse/>");
    ResourceType type = requireNonNull(provider.resourceTypes().get("aws_vpc"));
    var request = new FindRequest("a.b", type.schema().blank(), TOKEN);

    assertThat(((Recoverable) type).find(aws, request).id()).isNull();
    assertThat(server.requests("DescribeTags")).isEmpty();
  }
}
