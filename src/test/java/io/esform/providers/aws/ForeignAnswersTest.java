package io.esform.providers.aws;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.esform.diag.Diagnostics;
import io.esform.es.Databases.DatabaseSpecification;
import io.esform.es.Databases.ManagedSettings;
import io.esform.es.Platform.HostBundle;
import io.esform.es.Platform.HostNetwork;
import io.esform.es.Platform.HostPlacement;
import io.esform.es.Platform.HostSpecification;
import io.esform.es.Platform.KnownHost;
import io.esform.es.Platform.NameRecord;
import io.esform.es.Platform.PlatformException;
import io.esform.provider.DataSource;
import io.esform.provider.Importable;
import io.esform.provider.Importable.ImportRequest;
import io.esform.provider.Recoverable;
import io.esform.provider.Recoverable.FindRequest;
import io.esform.provider.ResourceType;
import io.esform.provider.ResourceType.CreateRequest;
import io.esform.provider.ResourceType.DeleteRequest;
import io.esform.provider.ResourceType.ReadRequest;
import io.esform.provider.ResourceType.UpdateRequest;
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
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Any invalid answer of a server results in a diagnostic.
@TestInstance(Lifecycle.PER_CLASS)
class ForeignAnswersTest {

  private static final int SEEDS = Integer.getInteger("esform.foreign.seeds", 12);
  private static final String TOKEN = "0123456789abcdef0123456789abcdef";
  private static final String ADDRESS = "some.thing";

  private final AtomicLong now = new AtomicLong();

  /// Advances by a minute at each read, so that no wait is long.
  private final InstantSource clock = () -> Instant.ofEpochSecond(now.addAndGet(60));

  private final AwsProvider provider =
      new AwsProvider(
          clock,
          Tasks.real(),
          new Pauses(Duration.ofNanos(1), Duration.ofNanos(1)),
          new FakeInputFiles(Map.of()));

  @AutoClose private final ForeignAnswers server = new ForeignAnswers();
  @AutoClose private final AwsConnection aws = server.connection(provider);

  ForeignAnswersTest() throws IOException {}

  /// One call of the provider.
  private interface Call {
    Diagnostics run() throws PlatformException;
  }

  /// Makes the call with many wrong answers.
  private void tryOut(String what, Call call) {
    for (int seed = 0; seed < SEEDS; seed++) {
      server.misbehave(seed * 31L + what.hashCode());
      try {
        assertThat(call.run().all())
            .as("%s with seed %d", what, seed)
            .allSatisfy(reported -> assertThat(reported.detail()).doesNotContain("bug in esform"));
      } catch (PlatformException reported) {
        assertThat(reported.diagnostic().detail()).doesNotContain("bug in esform");
      } catch (RuntimeException fault) {
        throw new AssertionError("%s with seed %d broke down".formatted(what, seed), fault);
      }
    }
  }

  @ParameterizedTest
  @CsvSource({
    "aws_vpc, vpc-1",
    "aws_subnet, subnet-1",
    "aws_internet_gateway, igw-1",
    "aws_route_table, rtb-1",
    "aws_security_group, sg-1",
    "aws_eip, eipalloc-1",
    "aws_nat_gateway, nat-1",
    "aws_key_pair, operators",
    "aws_db_subnet_group, subnets",
    "aws_db_parameter_group, parameters",
    "aws_iam_role, node",
    "aws_iam_instance_profile, node",
    "aws_route53_zone, Z1",
    "aws_secretsmanager_secret, arn:aws:secretsmanager:eu-central-1:123456789012:secret:s-1",
    "aws_s3_bucket, files",
    "aws_s3_object, files/k"
  })
  void aNativeTypeSurvives(String name, String id) {
    ResourceType type = requireNonNull(provider.resourceTypes().get(name));
    var importable = (Importable) type;
    var request = new ImportRequest(ADDRESS, id);
    server.behave();
    ObjectValue state = importable.importState(aws, request).state();
    assertThat(state).as("the right answers are read").isNotNull();
    ObjectValue known = requireNonNull(state);
    ObjectValue other = known.with("tags", Value.nullOf(known.get("tags").type()));
    var progress = new NoProgress();

    tryOut(
        name + " read",
        () -> type.read(aws, List.of(new ReadRequest(ADDRESS, known))).getFirst().diagnostics());
    tryOut(name + " import", () -> importable.importState(aws, request).diagnostics());
    tryOut(
        name + " find",
        () -> ((Recoverable) type).find(aws, new FindRequest(ADDRESS, known, TOKEN)).diagnostics());
    tryOut(
        name + " create",
        () -> type.create(aws, new CreateRequest(ADDRESS, known, TOKEN, progress)).diagnostics());
    tryOut(
        name + " update",
        () ->
            type.update(aws, new UpdateRequest(ADDRESS, other, known, TOKEN, progress))
                .diagnostics());
    tryOut(name + " delete", () -> type.delete(aws, new DeleteRequest(ADDRESS, known, progress)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "aws_ami",
        "aws_availability_zones",
        "aws_vpc",
        "aws_subnets",
        "aws_caller_identity",
        "aws_route53_zone",
        "aws_ssm_parameter"
      })
  void aDataSourceSurvives(String name) {
    DataSource source = requireNonNull(provider.dataSources().get(name));
    ObjectValue blank = source.schema().blank();
    ObjectValue configuration =
        switch (name) {
          case "aws_ami" -> blank.with("owners", Value.listOf(List.of("self")));
          case "aws_route53_zone" ->
              blank.with("name", Value.of("example.com")).with("private_zone", Value.of(true));
          case "aws_ssm_parameter" -> blank.with("name", Value.of("/p"));
          default -> blank;
        };
    server.behave();
    assertThat(source.read(aws, configuration).diagnostics()).isEmpty();

    tryOut(name, () -> source.read(aws, configuration).diagnostics());
  }

  private static HostPlacement placement() {
    var network =
        new HostNetwork(
            "vpc-1",
            "10.20.0.0/16",
            new TreeMap<>(Map.of("10.20.1.0/24", "subnet-1")),
            List.of("sg-1"),
            "node",
            null);
    return new HostPlacement(
        ADDRESS, "db", network, "10.20.1.10", "ami-1", "t3.small", 20, "eipalloc-1", false);
  }

  @Test
  void hostsSurvive() {
    var hosts = new AwsPlatform(aws).hosts();
    var host =
        new HostSpecification(
            placement(),
            "aGVsbG8=",
            new HostBundle("aGVsbG8=", "ab".repeat(32), "s3://packs/bundles/one.tar.gz"),
            new TreeMap<>(Map.of("password", "s")),
            new TreeMap<>(),
            List.of(),
            1,
            600);
    var known = new KnownHost("i-1", placement());
    var progress = new NoProgress();
    tryOut("hosts read", () -> none(hosts.read(List.of(known))));
    tryOut("hosts look", () -> none(hosts.look("i-1")));
    tryOut("hosts find", () -> none(hosts.find(TOKEN)));
    tryOut("hosts create", () -> none(hosts.create(host, TOKEN, progress)));
    tryOut("hosts update", () -> none(hosts.update("i-1", host, progress)));
    tryOut("hosts adjust", () -> done(() -> hosts.adjust("i-1", placement(), progress)));
    tryOut("hosts delete", () -> done(() -> hosts.delete(known, progress)));
  }

  @Test
  void databasesSurvive() {
    var databases = new AwsPlatform(aws).databases().orElseThrow();
    var settings =
        new ManagedSettings("8.0", "gp3", false, 7, null, null, null, "subnets", false, null, null);
    var database =
        new DatabaseSpecification(
            ADDRESS, "db", "db.t3.small", 30, "admin", "word", List.of("sg-2"), false, settings);
    var progress = new NoProgress();
    tryOut("databases read", () -> none(databases.read(List.of(database))));
    tryOut("databases exists", () -> none(databases.exists("db")));
    tryOut("databases find", () -> none(databases.find("db", TOKEN)));
    tryOut("databases create", () -> none(databases.create(database, TOKEN, progress)));
    tryOut("databases update", () -> none(databases.update(database, "new", progress)));
    tryOut("databases delete", () -> done(() -> databases.delete(database, progress)));
  }

  @Test
  void namesSurvive() {
    var names = new AwsPlatform(aws).names();
    var record = new NameRecord("Z1", "a.example.com", "A", List.of("10.20.1.11"), 60);
    var progress = new NoProgress();
    tryOut("names read", () -> none(names.read(List.of(record))));
    tryOut("names network", () -> none(names.network("Z1")));
    tryOut("names create", () -> done(() -> names.create(record, progress)));
    tryOut("names put", () -> done(() -> names.put(record, progress)));
    tryOut("names delete", () -> done(() -> names.delete(record, progress)));
  }

  private static Diagnostics none(Object result) {
    assertThat(result).isNotNull();
    return Diagnostics.none();
  }

  private interface Task {
    void run() throws PlatformException;
  }

  private static Diagnostics done(Task task) throws PlatformException {
    task.run();
    return Diagnostics.none();
  }

  @Test
  void aMessageNamesTheCallAndItsRequest() throws IOException {
    ResourceType type = requireNonNull(provider.resourceTypes().get("aws_vpc"));
    server.behave();
    ObjectValue state =
        requireNonNull(
            ((Importable) type).importState(aws, new ImportRequest(ADDRESS, "vpc-1")).state());
    server.answerWith("DescribeVpcs", "not XML");

    Diagnostics reported =
        type.read(aws, List.of(new ReadRequest(ADDRESS, state))).getFirst().diagnostics();

    server.answerWith("DescribeVpcs", null);
    assertThat(reported.all())
        .singleElement()
        .satisfies(it -> assertThat(it.detail()).contains("ec2:DescribeVpcs"));
  }
}
